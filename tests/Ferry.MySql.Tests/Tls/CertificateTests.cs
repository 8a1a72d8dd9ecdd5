using System.Net;
using Ferry.Databases;
using Ferry.TestServers;
using Ferry.Tunnels;

namespace Ferry.MySql.Tests.Tls;

public sealed class CertificateTests : IDisposable
{
    private readonly TestCertificates _certificates = new();

    public static TheoryData<ServerKind> Servers => [ServerKind.MariaDb, ServerKind.MySql];

    public void Dispose() => _certificates.Dispose();

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Trusts_the_named_authority(ServerKind kind)
    {
        var server = TestServer.Of(kind).RequireAvailable();

        await BothPaths.ConnectAsync(server.Target("mysql") with { Tls = new(TlsMode.VerifyFull, server.CertificateAuthority) });
        await BothPaths.ConnectAsync(server.Target("mysql") with { Tls = new(TlsMode.VerifyCa, server.CertificateAuthority) });
        await BothPaths.ConnectAsync(server.Target("mysql") with { Tls = new(CaFile: server.CertificateAuthority) });
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Refuses_a_certificate_of_an_authority_that_is_not_trusted(ServerKind kind)
    {
        var target = TestServer.Of(kind).RequireAvailable().Target("mysql");
        var stranger = _certificates.Stranger();

        var system = await BothPaths.FailAsync(target with { Tls = new(TlsMode.VerifyFull) });
        var named = await BothPaths.FailAsync(target with { Tls = new(TlsMode.VerifyCa, stranger) });
        var automatic = await BothPaths.FailAsync(target with { Tls = new(CaFile: stranger) });

        (system.Kind, system.Code).ShouldBe((FailureKind.Unreachable, "mysql.tls"));
        system.Reason.ShouldNotBeNull().ShouldContain("this system does not trust");
        system.Remedy.ShouldNotBeNull().ShouldContain("Tls:CaFile");
        named.Reason.ShouldNotBeNull().ShouldContain(stranger);
        automatic.Reason.ShouldBe(named.Reason);
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Refuses_a_certificate_for_another_name_unless_only_the_authority_counts(ServerKind kind)
    {
        var server = TestServer.Of(kind).RequireAvailable();
        var target = Elsewhere(server.Target("mysql"));

        var failure = await BothPaths.FailAsync(target with { Tls = new(TlsMode.VerifyFull, server.CertificateAuthority) });
        await BothPaths.ConnectAsync(target with { Tls = new(TlsMode.VerifyCa, server.CertificateAuthority) });

        (failure.Kind, failure.Code).ShouldBe((FailureKind.Unreachable, "mysql.tls"));
        failure.Reason.ShouldBe("The server's certificate was issued for localhost, 127.0.0.1, not for db.example.com.");
        failure.Remedy.ShouldNotBeNull().ShouldContain("verify-ca");
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Takes_any_certificate_only_when_told_to_be_insecure_or_inside_a_tunnel(ServerKind kind)
    {
        var target = Elsewhere(TestServer.Of(kind).RequireAvailable().Target("mysql"));

        await BothPaths.ConnectAsync(target with { Tls = new(TlsMode.Insecure) });
        await BothPaths.ConnectAsync(target);
    }

    [Theory]
    [InlineData(ServerKind.MariaDb, "--skip-ssl")]
    [InlineData(ServerKind.MySql, "--tls-version=")]
    public async Task Refuses_a_server_without_tls_where_it_is_demanded(ServerKind kind, string off)
    {
        await using var server = await PrivateServer.StartAsync(kind, [off], TestContext.Current.CancellationToken);
        var target = server.Target("mysql");

        await BothPaths.ConnectAsync(target);
        foreach (var mode in new[] { TlsMode.Insecure, TlsMode.VerifyCa, TlsMode.VerifyFull })
        {
            var failure = await BothPaths.FailAsync(target with { Tls = new(mode) });
            (failure.Kind, failure.Code).ShouldBe((FailureKind.Unreachable, "mysql.tls"));
            failure.Remedy.ShouldNotBeNull().ShouldContain("SSH");
        }
    }

    [Fact]
    public async Task Says_that_a_certificate_has_expired()
    {
        var (certificate, key) = _certificates.Sign(TestServer.MariaDb.CertificateAuthority, "localhost", expired: true);
        await using var server = await PrivateServer.StartAsync(
            ServerKind.MariaDb, [$"--ssl-cert={certificate}", $"--ssl-key={key}"], TestContext.Current.CancellationToken);

        var failure = await BothPaths.FailAsync(server.Target("mysql") with { Tls = new(TlsMode.VerifyCa, TestServer.MariaDb.CertificateAuthority) });

        (failure.Kind, failure.Code).ShouldBe((FailureKind.Unreachable, "mysql.tls"));
        failure.Reason.ShouldNotBeNull().ShouldContain("valid only from");
        failure.Remedy.ShouldNotBeNull().ShouldContain("Renew");
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Shows_the_clients_certificate_to_a_server_that_wants_one(ServerKind kind)
    {
        var server = TestServer.Of(kind).RequireAvailable();
        await using var database = await server.CreateDatabaseAsync("tls", TestContext.Current.CancellationToken);
        await using var account = await LimitedAccount.CreateAsync(database, "SELECT ON {db}.*");
        await database.ExecuteAsync($"ALTER USER '{account.Target.Username}'@'%' REQUIRE X509", TestContext.Current.CancellationToken);
        var (certificate, key) = _certificates.Sign(server.CertificateAuthority, "ferry");
        var tls = new TlsOptions(TlsMode.VerifyFull, server.CertificateAuthority, certificate, key);

        await BothPaths.ConnectAsync(account.Target with { Tls = tls });
        var failure = await BothPaths.FailAsync(account.Target with { Tls = tls with { CertificateFile = null, KeyFile = null } });

        failure.Code.ShouldBe("mysql.access-denied");
    }

    [Fact]
    public async Task Names_the_setting_of_a_certificate_file_that_cannot_be_used()
    {
        var target = TestServer.MariaDb.RequireAvailable().Target("mysql");
        var empty = _certificates.Text("empty.pem", "");

        var missing = await BothPaths.FailAsync(target with { Tls = new(TlsMode.VerifyFull, "/no/such/ca.pem") });
        var hollow = await BothPaths.FailAsync(target with { Tls = new(TlsMode.VerifyFull, empty) });
        var keyless = await BothPaths.FailAsync(target with { Tls = new(TlsMode.Insecure, null, empty, empty) });

        foreach (var failure in new[] { missing, hollow, keyless })
        {
            (failure.Kind, failure.Code).ShouldBe((FailureKind.Usage, "mysql.tls-file"));
        }

        missing.Message.ShouldContain("/no/such/ca.pem");
        missing.Remedy.ShouldNotBeNull().ShouldContain("Tls:CaFile");
        keyless.Remedy.ShouldNotBeNull().ShouldContain("Tls:CertificateFile and KeyFile");
    }

    private static DatabaseTarget Elsewhere(DatabaseTarget target) =>
        target with { Host = "db.example.com", Port = 3306, Entrance = new TunnelEntrance(() => new IPEndPoint(IPAddress.Loopback, target.Port!.Value)) };
}
