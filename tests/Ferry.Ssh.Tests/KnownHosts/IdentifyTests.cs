using Ferry.Tunnels;

namespace Ferry.Ssh.Tests.KnownHosts;

public sealed class IdentifyTests
{
    [Fact]
    public async Task An_unknown_host_that_is_trusted_is_recorded_without_logging_in()
    {
        await using var account = await Account.CreateAsync();
        account.Home.Write("known_hosts", "");
        var person = new Person { Trusts = true };

        var host = (await IdentifyAsync(account, person, account.Hop)).ShouldHaveSingleItem();

        host.ShouldBe(new IdentifiedHost("127.0.0.1", account.Server.Port, "ssh-ed25519", account.HostKey().Fingerprint, account.Home.KnownHosts, IsNew: true));
        (await Tool.KeygenAsync("-F", account.Entry, "-f", account.Home.KnownHosts)).ShouldContain("line 1");
        account.Server.Log.ShouldNotContain("method publickey");
    }

    [Fact]
    public async Task A_host_that_is_known_is_shown_with_the_line_that_vouches_for_it()
    {
        await using var account = await Account.CreateAsync();

        var host = (await IdentifyAsync(account, new Person(), account.Hop)).ShouldHaveSingleItem();

        (host.Place, host.IsNew).ShouldBe(($"{account.Home.KnownHosts}:1", false));
    }

    [Fact]
    public async Task A_host_that_is_not_trusted_is_refused_and_not_recorded()
    {
        await using var account = await Account.CreateAsync();
        account.Home.Write("known_hosts", "");

        (await Should.ThrowAsync<FerryException>(() => IdentifyAsync(account, new Person(), account.Hop))).Code.ShouldBe("ssh.host-key-unknown");

        (await File.ReadAllTextAsync(account.Home.KnownHosts, TestContext.Current.CancellationToken)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_changed_key_is_refused_and_no_line_is_added()
    {
        await using var account = await Account.CreateAsync();
        account.Know(SampleKey.Ed25519(3));

        (await Should.ThrowAsync<FerryException>(() => IdentifyAsync(account, new Person { Trusts = true }, account.Hop))).Code.ShouldBe("ssh.host-key-changed");

        (await File.ReadAllLinesAsync(account.Home.KnownHosts, TestContext.Current.CancellationToken)).Length.ShouldBe(1);
    }

    [Fact]
    public async Task Every_hop_is_verified_by_itself()
    {
        await using var bastion = await Account.CreateAsync();
        await using var inner = await Account.CreateAsync();
        await bastion.MakeAuthorizedKeyAsync();
        bastion.Home.Write("known_hosts", "");
        var person = new Person { Trusts = true };

        var hosts = await IdentifyAsync(bastion, person, bastion.Hop, inner.Hop);

        hosts.Select(host => host.Fingerprint).ShouldBe([bastion.HostKey().Fingerprint, inner.HostKey().Fingerprint]);
        person.Hosts.Select(host => host.Port).ShouldBe([bastion.Server.Port, inner.Server.Port]);
    }

    [Fact]
    public async Task A_tunnel_through_a_jump_host_of_ssh_config_verifies_and_logs_in_to_both()
    {
        await using var bastion = await Account.CreateAsync();
        await using var inner = await Account.CreateAsync();
        var key = await bastion.MakeAuthorizedKeyAsync();
        inner.Server.Authorize(await File.ReadAllTextAsync($"{key}.pub", TestContext.Current.CancellationToken));
        bastion.Home.Write("config", $"""
            Host production
              HostName 127.0.0.1
              Port {inner.Server.Port}
              ProxyJump bastion
            Host bastion
              HostName 127.0.0.1
              Port {bastion.Server.Port}
            """);
        var route = new SshRoute([new SshHop { Host = "production", Agent = false }]) { Connections = 1 };

        (await Should.ThrowAsync<FerryException>(() => bastion.LogInAsync(route))).Message.ShouldContain($"{inner.Server.Port}");
        bastion.Home.Write("known_hosts", $"{bastion.Entry} {bastion.HostKey().Text}\n{inner.Entry} {inner.HostKey().Text}\n");

        (await bastion.LogInAsync(route)).ShouldBeEmpty();
        bastion.Server.Log.ShouldContain("Accepted publickey");
        inner.Server.Log.ShouldContain("Accepted publickey");
    }

    [Fact]
    public async Task A_jump_host_that_is_not_who_it_should_be_ends_the_way()
    {
        await using var bastion = await Account.CreateAsync();
        await using var inner = await Account.CreateAsync();
        await bastion.MakeAuthorizedKeyAsync();
        bastion.Know(SampleKey.Ed25519(3));

        var failure = await Should.ThrowAsync<FerryException>(() => bastion.LogInAsync(new SshRoute([bastion.Hop, inner.Hop])));

        failure.Code.ShouldBe("ssh.host-key-changed");
        inner.Server.Log.ShouldNotContain("Connection from");
    }

    private static Task<IReadOnlyList<IdentifiedHost>> IdentifyAsync(Account account, Person person, params SshHop[] hops) =>
        new SshTunnelFactory(account.Home.Surroundings).IdentifyAsync(new SshRoute(hops), person, TestContext.Current.CancellationToken).AsTask();
}
