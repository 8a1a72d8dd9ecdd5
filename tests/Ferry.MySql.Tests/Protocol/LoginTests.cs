using System.Text;
using Ferry.Databases;
using Ferry.MySql.Protocol;
using Ferry.MySql.Protocol.Authentication;

namespace Ferry.MySql.Tests.Protocol;

public sealed class LoginTests
{
    [Fact]
    public async Task A_server_that_is_full_is_named_as_such()
    {
        var script = new ServerScript().Error(1040, "Too many connections", withState: false);

        var failure = await FailToOpenAsync(script);

        failure.Kind.ShouldBe(FailureKind.Unreachable);
        failure.Reason.ShouldNotBeNull().ShouldContain("Too many connections");
    }

    [Theory]
    [InlineData(1045, FailureKind.Unreachable, "mysql.access-denied")]
    [InlineData(1049, FailureKind.NotFound, "mysql.unknown-database")]
    public async Task A_refused_login_says_what_to_check(int code, FailureKind kind, string expected)
    {
        var failure = await FailToOpenAsync(new ServerScript().Greeting().ClientPacket().Error(code, "no"));

        failure.Kind.ShouldBe(kind);
        failure.Code.ShouldBe(expected);
        failure.Remedy.ShouldNotBeNull();
    }

    [Fact]
    public async Task Something_else_than_a_server_is_recognised()
    {
        var failure = await FailToOpenAsync(Encoding.ASCII.GetBytes("SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3\r\n"));

        failure.Kind.ShouldBe(FailureKind.Unreachable);
        failure.Remedy.ShouldNotBeNull().ShouldContain("port");
    }

    [Fact]
    public async Task An_unknown_plugin_is_left_to_the_driver()
    {
        var script = new ServerScript().Greeting().ClientPacket().Packet([0xFE, .. "auth_gssapi_client\0challenge"u8]);
        var stream = ScriptedStream.Whole(script);

        var signal = await Should.ThrowAsync<UnsupportedAuthenticationException>(() => Scripted.OpenAsync(stream).AsTask());

        signal.Plugin.ShouldBe("auth_gssapi_client");
        stream.Disposed.ShouldBeTrue();
    }

    [Theory]
    [InlineData(TlsMode.Insecure)]
    [InlineData(TlsMode.VerifyCa)]
    [InlineData(TlsMode.VerifyFull)]
    [InlineData(TlsMode.Auto)]
    public async Task Nothing_is_said_to_a_server_without_tls_where_tls_is_needed(TlsMode mode)
    {
        var stream = ScriptedStream.Whole(new ServerScript().Greeting());

        var failure = await Should.ThrowAsync<FerryException>(
            () => Scripted.OpenAsync(stream, ChannelKind.Network, Scripted.Target with { Tls = new TlsOptions(mode) }).AsTask());

        failure.Code.ShouldBe("mysql.tls");
        stream.Received.ShouldBeEmpty();
    }

    [Fact]
    public async Task Bytes_sent_in_clear_ahead_of_tls_are_refused()
    {
        // A man in the middle who sends "OK" here must not be taken for the server.
        var script = new ServerScript(Capabilities.DeprecateEof | Capabilities.Tls).Greeting().ClientPacket().ClientPacket().Ok();

        var failure = await Should.ThrowAsync<FerryException>(
            () => Scripted.OpenAsync(ScriptedStream.Whole(script), ChannelKind.Network, Scripted.Target with { Tls = new TlsOptions(TlsMode.VerifyFull) }).AsTask());

        failure.Code.ShouldBe("mysql.protocol");
    }

    [Fact]
    public async Task The_password_is_not_sent_in_clear_over_a_network()
    {
        var script = new ServerScript().Greeting("caching_sha2_password").ClientPacket().Packet([1, 4]);
        var stream = ScriptedStream.Whole(script);

        var failure = await Should.ThrowAsync<FerryException>(() => Scripted.OpenAsync(stream, ChannelKind.Network).AsTask());

        failure.Code.ShouldBe("mysql.password-withheld");
        Encoding.ASCII.GetString(stream.Received).ShouldNotContain("swordfish");
        failure.ToString().ShouldNotContain("swordfish");
    }

    [Fact]
    public async Task The_password_is_sent_in_clear_only_where_nobody_listens()
    {
        var script = new ServerScript().Greeting("caching_sha2_password").ClientPacket().Packet([1, 4]).ClientPacket().Ok();
        var stream = ScriptedStream.Whole(script);

        await using var connection = await Scripted.OpenAsync(stream, ChannelKind.LocalSocket);

        Encoding.ASCII.GetString(stream.Received).ShouldContain("swordfish\0");
    }

    [Fact]
    public async Task An_account_without_a_password_answers_with_nothing()
    {
        var script = new ServerScript().Greeting("caching_sha2_password").ClientPacket().Ok();
        var stream = ScriptedStream.Whole(script);

        await using var connection = await Scripted.OpenAsync(stream, target: Scripted.Target with { Password = null });

        Encoding.ASCII.GetString(stream.Received).ShouldContain("app\0\0caching_sha2_password\0");
    }

    private static Task<FerryException> FailToOpenAsync(byte[] script) =>
        Should.ThrowAsync<FerryException>(() => Scripted.OpenAsync(ScriptedStream.Whole(script)).AsTask());
}
