using System.Net.Sockets;
using System.Text;
using Ferry.Ssh.Tests.Tunnels;
using Ferry.TestServers;
using Ferry.Tunnels;

namespace Ferry.Ssh.Tests.Keys;

/// <summary>Passwords against a real server that takes them, by either of the two methods.</summary>
public sealed class PasswordLoginTests : IDisposable
{
    private readonly UserHome _home = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData("password")]
    [InlineData("keyboard-interactive")]
    public async Task The_right_password_opens_a_tunnel(string method)
    {
        await using var server = await StartAsync(method);
        using var echo = new EchoServer();
        await using var tunnel = await OpenAsync(server, server.Password);

        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(tunnel.Forward("127.0.0.1", echo.Port).Next(), Cancelled);
        await socket.SendAsync("hello"u8.ToArray(), Cancelled);
        var answer = new byte[5];
        await new NetworkStream(socket).ReadExactlyAsync(answer, Cancelled);

        Encoding.ASCII.GetString(answer).ShouldBe("hello");
        server.Log.ShouldContain($"{method} accepted");
        server.Log.ShouldContain($"direct-tcpip 127.0.0.1 {echo.Port}");
    }

    [Theory]
    [InlineData("password")]
    [InlineData("keyboard-interactive")]
    [InlineData("password", "keyboard-interactive")]
    public async Task A_wrong_password_is_refused_says_what_was_tried_and_is_not_shown(params string[] methods)
    {
        await using var server = await StartAsync(methods);

        var refused = await Should.ThrowAsync<FerryException>(() => OpenAsync(server, "canary-wrong"));

        (refused.Kind, refused.Code).ShouldBe((FailureKind.Unreachable, "ssh.login-refused"));
        refused.Reason.ShouldNotBeNull().ShouldContain("the password");
        refused.Remedy.ShouldNotBeNull().ShouldContain("Password");
        refused.ToString().ShouldNotContain("canary");
        server.Log.ShouldContain($"{methods[0]} refused");
        server.Log.ShouldNotContain("accepted");
    }

    [Fact]
    public async Task A_second_question_is_not_answered_with_the_password()
    {
        await using var server = await StartAsync("keyboard-interactive", "question=Code: ");

        (await Should.ThrowAsync<FerryException>(() => OpenAsync(server, server.Password))).Code.ShouldBe("ssh.login-refused");

        server.Log.ShouldContain("2 answered, 0 not empty");
    }

    [Fact]
    public async Task Keys_go_before_the_password()
    {
        await using var server = await StartAsync("publickey", "password", "keyboard-interactive");
        await _home.MakeKeyAsync("id_ed25519", "ed25519", "");

        await (await OpenAsync(server, server.Password)).DisposeAsync();

        Outcomes(server).ShouldBe(["publickey refused", "keyboard-interactive accepted"]);
    }

    [Fact]
    public async Task A_key_that_is_taken_needs_no_password()
    {
        await using var server = await StartAsync("publickey", "password", "keyboard-interactive");
        var key = await _home.MakeKeyAsync("id_ed25519", "ed25519", "");
        File.Copy($"{key}.pub", server.AuthorizedKeys, overwrite: true);

        await (await OpenAsync(server, "canary-wrong")).DisposeAsync();

        Outcomes(server).Distinct().ShouldBe(["publickey accepted"]);
    }

    private async Task<LoginServer> StartAsync(params string[] methods)
    {
        var server = await LoginServer.StartAsync(methods, Cancelled);
        _home.Write("known_hosts", $"[127.0.0.1]:{server.Port} {server.HostKey}\n");
        return server;
    }

    private async Task<ITunnel> OpenAsync(LoginServer server, string password)
    {
        var hop = new SshHop { Host = "127.0.0.1", Port = server.Port, Username = server.Username, Agent = false, Password = new Secret(password) };
        return await new SshTunnelFactory(_home.Surroundings).OpenAsync(new SshRoute([hop]) { Connections = 1 }, null, Cancelled);
    }

    private static IReadOnlyList<string> Outcomes(LoginServer server) =>
        [.. server.Log.Split('\n').Where(line => line.EndsWith(" accepted", StringComparison.Ordinal) || line.EndsWith(" refused", StringComparison.Ordinal))];
}
