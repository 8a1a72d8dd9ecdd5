using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Ferry.TestServers;
using Ferry.Tunnels;

namespace Ferry.Ssh.Tests.Tunnels;

public sealed class ConnectingTests
{
    [Fact]
    public async Task A_name_that_nobody_has_is_said()
    {
        var failure = await FailAsync(new([new SshHop { Host = "no-such-host.invalid", HostKey = "SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU", Password = new Secret("x"), Agent = false }]));

        failure.Code.ShouldBe("ssh.host-not-found");
    }

    [Fact]
    public async Task A_port_where_nobody_listens_is_said()
    {
        await using var server = await SshServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var hop = Ways.Hop(server, server.Port);
        await server.KillAsync();

        var failure = await FailAsync(new([hop]));

        failure.Code.ShouldBe("ssh.unreachable");
        failure.Reason.ShouldNotBeNull().ShouldContain("refused");
    }

    [Fact]
    public async Task A_server_that_never_answers_is_given_up_after_the_limit()
    {
        await using var server = await SshServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();

        var failure = await FailAsync(new([Ways.Hop(server, ((IPEndPoint)silent.LocalEndpoint).Port)]) { ConnectTimeout = TimeSpan.FromSeconds(1) });

        failure.Code.ShouldBe("ssh.timeout");
        failure.Remedy.ShouldNotBeNull().ShouldContain("ConnectTimeout");
    }

    [Fact]
    public async Task Something_else_than_an_ssh_server_is_said()
    {
        await using var server = await SshServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var echo = new TcpListener(IPAddress.Loopback, 0);
        echo.Start();
        var answering = AnswerAsync();
        async Task AnswerAsync()
        {
            using var client = await echo.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
            await client.GetStream().WriteAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
        }

        var failure = await FailAsync(new([Ways.Hop(server, ((IPEndPoint)echo.LocalEndpoint).Port)]) { ConnectTimeout = TimeSpan.FromSeconds(5) });

        failure.Code.ShouldBe("ssh.no-server");
        await answering;
    }

    [Theory]
    [InlineData("Ciphers aes256-cbc")]
    [InlineData("KexAlgorithms diffie-hellman-group14-sha1")]
    public async Task A_server_with_nothing_but_weak_algorithms_is_refused(string option)
    {
        await using var server = await SshServer.StartAsync(options: [option], cancellationToken: TestContext.Current.CancellationToken);

        var failure = await FailAsync(Ways.Through(server));

        (failure.Kind, failure.Code).ShouldBe((FailureKind.Unreachable, "ssh.algorithms"));
    }

    [Theory]
    [InlineData("Ciphers aes128-gcm@openssh.com")]
    [InlineData("Ciphers aes256-gcm@openssh.com")]
    [InlineData("Ciphers aes256-ctr")]
    [InlineData("Ciphers chacha20-poly1305@openssh.com")]
    [InlineData("KexAlgorithms sntrup761x25519-sha512@openssh.com")]
    [InlineData("KexAlgorithms ecdh-sha2-nistp256")]
    [InlineData("RekeyLimit 1M")]
    public async Task What_a_server_insists_on_is_spoken(string option)
    {
        await using var server = await SshServer.StartAsync(options: [option], cancellationToken: TestContext.Current.CancellationToken);
        using var echo = new EchoServer();
        await using var tunnel = await Ways.OpenAsync(Ways.Through(server));
        var message = new byte[3_000_000];
        Random.Shared.NextBytes(message);

        await using var stream = await Ways.ConnectAsync(tunnel.Forward("127.0.0.1", echo.Port));

        (await Ways.EchoAsync(stream, message)).ShouldBe(message);
    }

    [Fact]
    public async Task Giving_up_ends_an_attempt_at_once_and_leaves_nothing()
    {
        await using var server = await SshServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        using var impatience = new CancellationTokenSource();
        var attempt = Ways.Factory().OpenAsync(new([Ways.Hop(server, ((IPEndPoint)silent.LocalEndpoint).Port)]), null, impatience.Token).AsTask();
        using var reached = await silent.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        var watch = Stopwatch.StartNew();

        await impatience.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(attempt);
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10));
        (await ReadToEndAsync(reached)).ShouldBeTrue();
    }

    private static async Task<bool> ReadToEndAsync(TcpClient client)
    {
        var buffer = new byte[4096];
        while (await client.GetStream().ReadAsync(buffer, TestContext.Current.CancellationToken) > 0)
        {
            // What was sent before the attempt ended.
        }

        return true;
    }

    private static Task<FerryException> FailAsync(SshRoute route) => Should.ThrowAsync<FerryException>(async () => await Ways.OpenAsync(route));
}
