using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
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

    [Fact]
    public async Task Refuses_a_certificate_for_another_host_unless_only_the_authority_counts()
    {
        var authority = TestServer.MySql.CertificateAuthority;
        var channel = await ServerChannel.ConnectAsync(TestServer.MySql.Target(), TestContext.Current.CancellationToken);
        var elsewhere = TestServer.MySql.Target() with { Host = "db.example.com" };

        var failure = await Should.ThrowAsync<FerryException>(() => RawConnection.OpenAsync(
            channel, elsewhere with { Tls = new TlsOptions(TlsMode.VerifyFull, authority) }, TestContext.Current.CancellationToken).AsTask());
        failure.Code.ShouldBe("mysql.tls");

        channel = await ServerChannel.ConnectAsync(TestServer.MySql.Target(), TestContext.Current.CancellationToken);
        await using var connection = await RawConnection.OpenAsync(
            channel, elsewhere with { Tls = new TlsOptions(TlsMode.VerifyCa, authority) }, TestContext.Current.CancellationToken);
        connection.IsEncrypted.ShouldBeTrue();
    }

    [Fact]
    public async Task Names_a_missing_authority_file()
    {
        var failure = await Should.ThrowAsync<FerryException>(
            () => OpenAsync(ServerKind.MariaDb, ChannelKind.Network, new TlsOptions(TlsMode.VerifyFull, "/no/such/ca.pem")));

        failure.Reason.ShouldNotBeNull().ShouldContain("/no/such/ca.pem");
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Shows_a_client_certificate(ServerKind kind)
    {
        var server = TestServer.Of(kind);
        await using var account = await TestAccount.CreateAsync(server, "IDENTIFIED BY {0} REQUIRE X509");
        var folder = Directory.CreateTempSubdirectory("ferry-tls-");
        try
        {
            var (certificate, key) = WriteClientCertificate(server, folder.FullName);
            var tls = new TlsOptions(TlsMode.VerifyFull, server.CertificateAuthority, certificate, key);

            (await Real.LogInAsync(account.Target with { Tls = tls })).ShouldBe($"{account.Name}@%\n");
            var failure = await Should.ThrowAsync<FerryException>(() => Real.LogInAsync(account.Target with { Tls = tls with { CertificateFile = null } }));
            failure.Code.ShouldBe("mysql.access-denied");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Task<RawConnection> OpenAsync(ServerKind server, ChannelKind kind, TlsOptions tls) =>
        Real.OpenAsync(TestServer.Of(server).Target() with { Tls = tls }, kind);

    private static (string Certificate, string Key) WriteClientCertificate(TestServer server, string folder)
    {
        var authorityFile = server.CertificateAuthority;
        using var authority = X509Certificate2.CreateFromPemFile(authorityFile, Path.Combine(Path.GetDirectoryName(authorityFile)!, "ca-key.pem"));
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=ferry test", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.Create(authority, authority.NotBefore, authority.NotAfter, [1, 2, 3]);
        var files = (Path.Combine(folder, "client.pem"), Path.Combine(folder, "client-key.pem"));
        File.WriteAllText(files.Item1, certificate.ExportCertificatePem());
        File.WriteAllText(files.Item2, key.ExportPkcs8PrivateKeyPem());
        return files;
    }
}
