using Ferry.Databases;
using Ferry.MySql.Protocol;
using Ferry.TestServers;

namespace Ferry.MySql.Tests.Protocol;

public sealed class TlsTests
{
    public static TheoryData<ServerKind> Servers => [ServerKind.MariaDb, ServerKind.MySql];

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Encrypts_where_the_server_offers_it(ServerKind kind)
    {
        await using var connection = await OpenAsync(kind, ChannelKind.Private, new TlsOptions());

        connection.IsEncrypted.ShouldBeTrue();
        (await Real.QueryAsync(connection, "SHOW STATUS LIKE 'Ssl_version'")).ShouldContain("TLSv1");
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Does_not_encrypt_where_told_not_to(ServerKind kind)
    {
        await using var connection = await OpenAsync(kind, ChannelKind.Private, new TlsOptions(TlsMode.None));

        connection.IsEncrypted.ShouldBeFalse();
        (await Real.QueryAsync(connection, "SHOW STATUS LIKE 'Ssl_version'")).ShouldBe("Ssl_version\t\n");
    }

    [Theory]
    [InlineData(ServerKind.MariaDb, TlsMode.VerifyCa)]
    [InlineData(ServerKind.MariaDb, TlsMode.VerifyFull)]
    [InlineData(ServerKind.MySql, TlsMode.VerifyCa)]
    [InlineData(ServerKind.MySql, TlsMode.VerifyFull)]
    public async Task Trusts_the_named_authority(ServerKind kind, TlsMode mode)
    {
        await using var connection = await OpenAsync(kind, ChannelKind.Network, new TlsOptions(mode, TestServer.Of(kind).CertificateAuthority));

        connection.IsEncrypted.ShouldBeTrue();
    }

    [Theory]
    [InlineData(TlsMode.Auto)]
    [InlineData(TlsMode.VerifyCa)]
    [InlineData(TlsMode.VerifyFull)]
    public async Task Refuses_a_certificate_that_nobody_trusted_has_signed(TlsMode mode)
    {
        var failure = await Should.ThrowAsync<FerryException>(() => OpenAsync(ServerKind.MariaDb, ChannelKind.Network, new TlsOptions(mode)));

        failure.Kind.ShouldBe(FailureKind.Unreachable);
        failure.Code.ShouldBe("mysql.tls");
        failure.Remedy.ShouldNotBeNull();
    }

    [Fact]
    public async Task Takes_any_certificate_only_when_told_to_be_insecure()
    {
        await using var connection = await OpenAsync(ServerKind.MariaDb, ChannelKind.Network, new TlsOptions(TlsMode.Insecure));

        connection.IsEncrypted.ShouldBeTrue();
    }

    private static Task<RawConnection> OpenAsync(ServerKind server, ChannelKind kind, TlsOptions tls) =>
        Real.OpenAsync(TestServer.Of(server).Target() with { Tls = tls }, kind);
}
