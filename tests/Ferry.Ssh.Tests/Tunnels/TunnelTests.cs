using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using Ferry.TestServers;

namespace Ferry.Ssh.Tests.Tunnels;

public sealed class TunnelTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Carries_bytes_both_ways_to_a_server_behind_it()
    {
        await using var server = await SshServer.StartAsync(cancellationToken: Cancelled);
        using var echo = new EchoServer();
        await using var tunnel = await Ways.OpenAsync(Ways.Through(server));
        var message = RandomNumberGenerator.GetBytes(5_000_000);

        await using var stream = await Ways.ConnectAsync(tunnel.Forward("127.0.0.1", echo.Port));
        var answer = await Ways.EchoAsync(stream, message);

        answer.ShouldBe(message);
        tunnel.Dropped.IsCancellationRequested.ShouldBeFalse();
    }

    [Fact]
    public async Task Leads_through_jump_hosts_each_logged_in_to_with_its_own_key()
    {
        await using var first = await SshServer.StartAsync(cancellationToken: Cancelled);
        await using var second = await SshServer.StartAsync(cancellationToken: Cancelled);
        await using var third = await SshServer.StartAsync(["ecdsa"], cancellationToken: Cancelled);
        using var echo = new EchoServer();
        var route = Ways.Through(first, second);
        await using var tunnel = await Ways.OpenAsync(route with { Hops = [.. route.Hops, Ways.Hop(third, third.Port, "ecdsa")] });

        await using var stream = await Ways.ConnectAsync(tunnel.Forward("127.0.0.1", echo.Port));
        var answer = await Ways.EchoAsync(stream, [1, 2, 3]);

        answer.ShouldBe([1, 2, 3]);
        foreach (var server in new[] { first, second, third })
        {
            server.Log.ShouldContain("Accepted publickey");
        }
    }

    [Fact]
    public async Task A_jump_host_that_shows_another_key_ends_it_before_the_next_hop_hears_of_us()
    {
        await using var first = await SshServer.StartAsync(cancellationToken: Cancelled);
        await using var second = await SshServer.StartAsync(cancellationToken: Cancelled);
        await using var other = await SshServer.StartAsync(cancellationToken: Cancelled);
        var route = Ways.Through(first, second);

        var failure = await Should.ThrowAsync<FerryException>(async () => await Ways.OpenAsync(
            route with { Hops = [route.Hops[0] with { HostKey = other.Fingerprint() }, route.Hops[1]] }));

        (failure.Kind, failure.Code).ShouldBe((FailureKind.Unreachable, "ssh.host-key-changed"));
        first.Log.ShouldNotContain("Accepted");
        second.Log.ShouldNotContain("Connection from");
    }

    [Fact]
    public async Task Several_connections_at_once_take_turns_and_are_never_mixed_up()
    {
        await using var server = await SshServer.StartAsync(cancellationToken: Cancelled);
        using var echo = new EchoServer();
        await using var tunnel = await Ways.OpenAsync(Ways.Through(server) with { Connections = 3 });
        var entrance = tunnel.Forward("127.0.0.1", echo.Port);

        var streams = await Task.WhenAll(Enumerable.Range(0, 9).Select(_ => Ways.ConnectAsync(entrance)));
        var answers = await Task.WhenAll(streams.Select((stream, number) => Ways.EchoAsync(stream, [.. Enumerable.Repeat((byte)number, 500_000)])));

        server.Log.Split("Accepted publickey").Length.ShouldBe(4);
        answers.Select((answer, number) => answer.All(letter => letter == number)).ShouldAllBe(whole => whole);
        foreach (var stream in streams)
        {
            await stream.DisposeAsync();
        }
    }

    [Fact]
    public async Task Nothing_but_loopback_listens_and_nothing_after_it_is_closed()
    {
        await using var server = await SshServer.StartAsync(cancellationToken: Cancelled);
        using var echo = new EchoServer();
        var before = Listeners.Of(Environment.ProcessId);
        var tunnel = await Ways.OpenAsync(Ways.Through(server));
        var entrance = tunnel.Forward("127.0.0.1", echo.Port).Next();

        var open = Listeners.Of(Environment.ProcessId).Except(before).ToList();
        await tunnel.DisposeAsync();
        var closed = Listeners.Of(Environment.ProcessId);

        open.ShouldContain(Listeners.Loopback(entrance.Port));
        open.ShouldAllBe(address => address.StartsWith("0100007F:"));
        closed.ShouldNotContain(Listeners.Loopback(entrance.Port));
    }

    [Fact]
    public async Task Another_process_cannot_use_it()
    {
        await using var server = await SshServer.StartAsync(cancellationToken: Cancelled);
        using var echo = new EchoServer();
        await using var tunnel = await Ways.OpenAsync(Ways.Through(server));
        var entrance = tunnel.Forward("127.0.0.1", echo.Port).Next();

        using var stranger = Process.Start(new ProcessStartInfo("bash", ["-c", $"exec 3<>/dev/tcp/127.0.0.1/{entrance.Port}; echo hello >&3; cat <&3"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var heard = await stranger.StandardOutput.ReadToEndAsync(Cancelled);
        await stranger.WaitForExitAsync(Cancelled);

        heard.ShouldBeEmpty();
        echo.Connections.ShouldBe(0);
        (await tunnel.DiagnoseAsync(Cancelled)).ShouldBeNull();
    }

    [Fact]
    public async Task A_server_that_ends_the_connection_drops_it_and_is_named()
    {
        await using var server = await SshServer.StartAsync(cancellationToken: Cancelled);
        using var echo = new EchoServer();
        await using var tunnel = await Ways.OpenAsync(Ways.Through(server));
        var entrance = tunnel.Forward("127.0.0.1", echo.Port);
        await using var stream = await Ways.ConnectAsync(entrance);
        await Ways.EchoAsync(stream, [1]);

        await server.CutOffAsync();
        var ended = await stream.ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false, Cancelled);
        await Dropped(tunnel);
        var failure = (await tunnel.DiagnoseAsync(Cancelled)).ShouldNotBeNull();

        ended.ShouldBe(0);
        (failure.Kind, failure.Code).ShouldBe((FailureKind.Unreachable, "ssh.dropped"));
        failure.Message.ShouldContain($"{server.Username}@127.0.0.1:{server.Port}");
        Should.Throw<FerryException>(() => tunnel.Forward("127.0.0.1", echo.Port)).Code.ShouldBe("ssh.dropped");
        Should.Throw<FerryException>(entrance.Next).Code.ShouldBe("ssh.dropped");
    }

    [Fact]
    public async Task A_jump_host_that_dies_drops_everything_behind_it()
    {
        await using var first = await SshServer.StartAsync(cancellationToken: Cancelled);
        await using var second = await SshServer.StartAsync(cancellationToken: Cancelled);
        await using var tunnel = await Ways.OpenAsync(Ways.Through(first, second));

        await first.KillAsync();
        await Dropped(tunnel);

        (await tunnel.DiagnoseAsync(Cancelled)).ShouldNotBeNull().Code.ShouldBe("ssh.dropped");
    }

    [Fact]
    public async Task One_connection_to_the_server_that_drops_takes_the_others_with_it()
    {
        await using var server = await SshServer.StartAsync(cancellationToken: Cancelled);
        using var echo = new EchoServer();
        await using var tunnel = await Ways.OpenAsync(Ways.Through(server) with { Connections = 2 });
        var entrance = tunnel.Forward("127.0.0.1", echo.Port);
        await using var first = await Ways.ConnectAsync(entrance);
        await using var second = await Ways.ConnectAsync(entrance);
        await Ways.EchoAsync(first, [1]);
        await Ways.EchoAsync(second, [2]);

        var serving = await File.ReadAllTextAsync($"/proc/{server.ProcessId}/task/{server.ProcessId}/children", Cancelled);
        using var one = Process.GetProcessById(int.Parse(serving.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture));
        one.Kill(entireProcessTree: true);
        await Dropped(tunnel);

        await EndAsync(first);
        await EndAsync(second);
    }

    [Fact]
    public async Task A_line_that_falls_silent_is_found_when_it_is_asked()
    {
        await using var server = await SshServer.StartAsync(cancellationToken: Cancelled);
        await using var line = new SlowProxy(server.Port, TimeSpan.Zero, loss: 0);
        await using var tunnel = await Ways.OpenAsync(new([Ways.Hop(server, line.Port)]) { Connections = 1, KeepAlive = TimeSpan.FromSeconds(1) });
        (await tunnel.DiagnoseAsync(Cancelled)).ShouldBeNull();

        line.FallSilent();

        (await tunnel.DiagnoseAsync(Cancelled)).ShouldNotBeNull().Code.ShouldBe("ssh.dropped");
    }

    [Theory]
    [InlineData("AllowTcpForwarding no")]
    [InlineData("PermitOpen 127.0.0.1:1")]
    [InlineData("AllowTcpForwarding yes")]
    public async Task A_place_where_nobody_listens_or_that_is_forbidden_is_named(string option)
    {
        await using var server = await SshServer.StartAsync(options: [option], cancellationToken: Cancelled);
        var free = FreePort();
        await using var tunnel = await Ways.OpenAsync(Ways.Through(server));

        await using var stream = await Ways.ConnectAsync(tunnel.Forward("127.0.0.1", free));
        var ended = await stream.ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false, Cancelled);
        var failure = (await tunnel.DiagnoseAsync(Cancelled)).ShouldNotBeNull();

        ended.ShouldBe(0);
        (failure.Kind, failure.Code).ShouldBe((FailureKind.Unreachable, "ssh.forward-refused"));
        failure.Message.ShouldContain($"127.0.0.1:{free}");
        tunnel.Dropped.IsCancellationRequested.ShouldBeFalse();
    }

    [Fact]
    public async Task A_refusal_is_told_once_and_the_next_try_asks_again()
    {
        await using var server = await SshServer.StartAsync(cancellationToken: Cancelled);
        await using var tunnel = await Ways.OpenAsync(Ways.Through(server));
        await using (var refused = await Ways.ConnectAsync(tunnel.Forward("127.0.0.1", FreePort())))
        {
            await refused.ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false, Cancelled);
        }

        (await tunnel.DiagnoseAsync(Cancelled)).ShouldNotBeNull().Code.ShouldBe("ssh.forward-refused");

        using var echo = new EchoServer();
        await using var stream = await Ways.ConnectAsync(tunnel.Forward("127.0.0.1", echo.Port));
        (await Ways.EchoAsync(stream, "hello"u8.ToArray())).ShouldBe("hello"u8.ToArray());
        (await tunnel.DiagnoseAsync(Cancelled)).ShouldBeNull();
    }

    [Fact]
    public async Task A_jump_host_that_cannot_reach_the_next_one_is_named()
    {
        await using var first = await SshServer.StartAsync(cancellationToken: Cancelled);
        await using var second = await SshServer.StartAsync(cancellationToken: Cancelled);
        var route = Ways.Through(first, second);
        var free = FreePort();

        var failure = await Should.ThrowAsync<FerryException>(async () => await Ways.OpenAsync(route with { Hops = [route.Hops[0], route.Hops[1] with { Port = free }] }));

        failure.Code.ShouldBe("ssh.forward-refused");
        failure.Message.ShouldContain($"127.0.0.1:{free}");
    }

    [Fact]
    public async Task Holds_while_the_far_side_is_too_busy_to_take_more()
    {
        // As a database does that rebuilds an index: it leaves its window closed for longer than any answer may take.
        await using var server = await SshServer.StartAsync(cancellationToken: Cancelled);
        using var busy = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        busy.Start();
        await using var tunnel = await Ways.OpenAsync(Ways.Through(server) with { ConnectTimeout = TimeSpan.FromSeconds(2), KeepAlive = TimeSpan.FromSeconds(1) });
        await using var stream = await Ways.ConnectAsync(tunnel.Forward("127.0.0.1", ((IPEndPoint)busy.LocalEndpoint).Port));
        using var far = await busy.AcceptTcpClientAsync(Cancelled);
        var message = RandomNumberGenerator.GetBytes(30_000_000);

        var sending = stream.WriteAsync(message, Cancelled);
        await Task.Delay(TimeSpan.FromSeconds(6), Cancelled);
        var received = new byte[message.Length];
        await far.GetStream().ReadExactlyAsync(received, Cancelled);
        await sending;

        received.ShouldBe(message);
    }

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    // Whether it ends in order or is cut off is the library's affair.
    private static async Task EndAsync(Stream stream)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        limit.CancelAfter(TimeSpan.FromSeconds(20));
        try
        {
            (await stream.ReadAsync(new byte[1], limit.Token)).ShouldBe(0);
        }
        catch (IOException exception)
        {
            exception.InnerException.ShouldBeOfType<System.Net.Sockets.SocketException>();
        }
    }

    private static async Task Dropped(Ferry.Tunnels.ITunnel tunnel) =>
        await Should.ThrowAsync<OperationCanceledException>(() => Task.Delay(TimeSpan.FromSeconds(30), tunnel.Dropped));
}
