using System.Net.Sockets;
using Ferry.Tunnels;

namespace Ferry.Ssh.Tests.Agent;

public sealed class AgentLoginTests : IAsyncLifetime
{
    private Account _account = null!;
    private RunningAgent _agent = null!;

    private SshHop Hop => _account.Hop with { Agent = true };

    private SshSurroundings Surroundings => _account.Home.Surroundings with { AgentSocket = _agent.Socket };

    public async ValueTask InitializeAsync()
    {
        _account = await Account.CreateAsync();
        _agent = await RunningAgent.StartAsync(_account.Home);
    }

    public ValueTask DisposeAsync()
    {
        _agent.Dispose();
        return _account.DisposeAsync();
    }

    [Theory]
    [InlineData("ed25519")]
    [InlineData("ecdsa")]
    [InlineData("rsa")]
    public async Task Logs_in_with_a_key_that_only_the_agent_has(string type)
    {
        var key = await _account.MakeAuthorizedKeyAsync("kept_elsewhere", type);
        await _agent.AddAsync(key);
        File.Delete(key);
        File.Delete($"{key}.pub");

        (await _account.LogInAsync(Hop, surroundings: Surroundings)).ShouldBeEmpty();

        _account.Server.Log.ShouldNotContain("pkalg ssh-rsa ");
    }

    [Fact]
    public async Task A_named_key_that_the_agent_holds_needs_no_passphrase_and_goes_before_its_others()
    {
        string[] others = ["a", "b", "c", "d", "e", "f", "g"];
        foreach (var other in others)
        {
            await _agent.AddAsync(await _account.Home.MakeKeyAsync(other));
        }

        var key = await _account.MakeAuthorizedKeyAsync("deploy_key");
        await _agent.AddAsync(key);
        await Tool.KeygenAsync("-q", "-p", "-P", "", "-N", "open sesame", "-f", key);

        (await _account.LogInAsync(Hop with { Keys = ["deploy_key"] }, surroundings: Surroundings)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_key_whose_public_half_alone_is_there_is_found_in_the_agent()
    {
        var key = await _account.MakeAuthorizedKeyAsync("deploy_key");
        await _agent.AddAsync(key);
        File.Delete(key);

        (await _account.LogInAsync(Hop with { Keys = ["deploy_key"] }, surroundings: Surroundings)).ShouldBeEmpty();
        (await _account.LogInAsync(Hop with { Keys = ["deploy_key.pub"] }, surroundings: Surroundings)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Named_keys_in_files_go_before_other_keys_of_the_agent()
    {
        string[] others = ["a", "b", "c", "d", "e", "f", "g"];
        foreach (var other in others)
        {
            await _agent.AddAsync(await _account.Home.MakeKeyAsync(other));
        }

        await _account.MakeAuthorizedKeyAsync("deploy_key");

        (await _account.LogInAsync(Hop with { Keys = ["deploy_key"] }, surroundings: Surroundings)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Other_keys_of_the_agent_are_left_alone_where_only_named_ones_may_be_used()
    {
        var key = await _account.MakeAuthorizedKeyAsync("in_agent");
        await _agent.AddAsync(key);
        await _account.Home.MakeKeyAsync("named");
        _account.Home.Write("config", "IdentitiesOnly yes\nIdentityFile ~/.ssh/named\n");

        var failure = await _account.FailAsync(Hop, surroundings: Surroundings);

        failure.Reason!.ShouldContain("named (refused)");
        failure.Reason!.ShouldNotContain("in_agent");
    }

    [Fact]
    public async Task A_key_that_the_agent_will_not_sign_with_is_skipped_and_the_next_is_tried()
    {
        var key = await _account.MakeAuthorizedKeyAsync("confirmed_only");
        // It asks for confirmation, and there is nobody to show the question to.
        await _agent.AddAsync("-c", key);
        File.Delete(key);
        await _account.MakeAuthorizedKeyAsync("id_rsa", "rsa");

        (await _account.LogInAsync(Hop, surroundings: Surroundings)).ShouldHaveSingleItem().Message.ShouldContain("the agent did not sign");
    }

    [Fact]
    public async Task An_agent_that_is_gone_is_noted_and_files_are_tried()
    {
        await _account.MakeAuthorizedKeyAsync();

        var notes = await _account.LogInAsync(Hop, surroundings: Surroundings with { AgentSocket = Path.Combine(_account.Home.Path, "nobody") });

        notes.ShouldHaveSingleItem().Message.ShouldContain("ssh-agent at");
    }

    [Fact]
    public async Task Something_that_is_no_agent_does_not_hold_up_the_login()
    {
        await _account.MakeAuthorizedKeyAsync();
        var path = Path.Combine(_account.Home.Path, "mute");
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen();
        var answer = Task.Run(
            async () =>
            {
                using var peer = await listener.AcceptAsync();
                await peer.ReceiveAsync(new byte[64]);
                await peer.SendAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray());
            },
            TestContext.Current.CancellationToken);

        var notes = await _account.LogInAsync(Hop, surroundings: Surroundings with { AgentSocket = path });

        notes.ShouldHaveSingleItem().Message.ShouldContain("does not answer as an agent does");
        await answer;
    }

    [Fact]
    public async Task The_agent_is_not_asked_where_the_route_says_so()
    {
        await _agent.AddAsync(await _account.MakeAuthorizedKeyAsync("in_agent"));

        (await _account.FailAsync(_account.Hop, surroundings: Surroundings)).Code.ShouldBe("ssh.no-key");
    }
}
