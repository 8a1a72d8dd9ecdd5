using Ferry.Databases;
using Ferry.TestServers;

namespace Ferry.MySql.Tests.Connections;

public sealed class OpeningTests
{
    [Theory]
    [InlineData(ServerKind.MariaDb, "MariaDB")]
    [InlineData(ServerKind.MySql, "MySQL")]
    public async Task Says_who_answered(ServerKind kind, string product)
    {
        await using var database = await TestServer.Of(kind).CreateDatabaseAsync("open", TestContext.Current.CancellationToken);

        await using var first = await Opened.ReadAsync(database);
        await using var second = await Opened.ReadAsync(database);

        first.Server.Product.ShouldBe(product);
        first.Server.Version.ShouldMatch("^[0-9]+\\.[0-9]+\\.[0-9]+$");
        first.Server.Id.ShouldNotBeNullOrWhiteSpace();
        first.Server.Id.ShouldBe(second.Server.Id);
        first.Server.Database.ShouldBe(database.Name);
        first.Server.User.ShouldNotBeNull().ShouldStartWith("root@");
        first.Server.ReadOnly.ShouldBeFalse();
        first.Server.Certainty.ShouldBe(kind == ServerKind.MySql ? IdentityCertainty.Drawn : IdentityCertainty.Place);
        first.Server.Role.ShouldBe(ServerRole.Primary);
        first.Server.Encryption.ShouldNotBeNull().ShouldStartWith("TLSv1");
        first.Server.Settings.Keys.ShouldContain("lower_case_table_names");
        first.Server.Settings["max_allowed_packet"].ShouldBe("1073741824");
    }

    [Theory]
    [InlineData(ServerKind.MariaDb)]
    [InlineData(ServerKind.MySql)]
    public async Task Says_when_nothing_is_encrypted_and_when_the_role_cannot_be_seen(ServerKind kind)
    {
        await using var database = await TestServer.Of(kind).CreateDatabaseAsync("open", TestContext.Current.CancellationToken);
        await using var account = await LimitedAccount.CreateAsync(database, "SELECT ON {db}.*");
        await using var plain = await Opened.ReadAsync(database, TlsMode.None);
        await using var limited = await account.OpenAsync();

        plain.Server.Encryption.ShouldBe("none");
        limited.Server.Role.ShouldBe(ServerRole.Unknown);
        limited.Server.Id.ShouldBe(plain.Server.Id);
    }

    [Fact]
    public async Task Tells_two_servers_apart()
    {
        await using var mariaDb = await new MySqlProvider().OpenAsync(
            TestServer.MariaDb.RequireAvailable().Target("mysql"), SessionAccess.Read, TestContext.Current.CancellationToken);
        await using var mySql = await new MySqlProvider().OpenAsync(
            TestServer.MySql.RequireAvailable().Target("mysql"), SessionAccess.Read, TestContext.Current.CancellationToken);

        mariaDb.Server.Id.ShouldNotBe(mySql.Server.Id);
    }

    [Theory]
    [InlineData(ServerKind.MariaDb)]
    [InlineData(ServerKind.MySql)]
    public async Task Never_shows_the_password_of_a_refused_login(ServerKind kind)
    {
        var target = TestServer.Of(kind).RequireAvailable().Target("mysql") with { Username = "nobody_of_that_name", Password = new Secret("hunter2-secret") };

        var failure = await FailAsync(target, SessionAccess.Read);

        failure.Kind.ShouldBe(FailureKind.Unreachable);
        failure.Code.ShouldBe("mysql.access-denied");
        failure.Remedy.ShouldNotBeNull();
        failure.ToString().ShouldNotContain("hunter2");
        failure.InnerException.ShouldNotBeNull().ToString().ShouldNotContain("hunter2");
    }

    [Fact]
    public async Task Says_that_nobody_answers()
    {
        var target = new DatabaseTarget { Engine = "mysql", Host = "127.0.0.1", Port = 1, Database = "x", Username = "root", Password = new Secret("hunter2-secret") };

        var failure = await FailAsync(target, SessionAccess.Read);

        failure.Kind.ShouldBe(FailureKind.Unreachable);
        failure.Code.ShouldBe("mysql.unreachable");
        failure.Message.ShouldContain("127.0.0.1:1");
        failure.ToString().ShouldNotContain("hunter2");
    }

    [Theory]
    [InlineData(ServerKind.MariaDb)]
    [InlineData(ServerKind.MySql)]
    public async Task Demands_a_trusted_certificate_where_told(ServerKind kind)
    {
        var server = TestServer.Of(kind).RequireAvailable();

        var failure = await FailAsync(server.Target("mysql") with { Tls = new(TlsMode.VerifyFull) }, SessionAccess.Read);
        await using var trusted = await new MySqlProvider().OpenAsync(
            server.Target("mysql") with { Tls = new(TlsMode.VerifyCa, server.CertificateAuthority) }, SessionAccess.Read, TestContext.Current.CancellationToken);

        failure.Kind.ShouldBe(FailureKind.Unreachable);
        failure.Code.ShouldBe("mysql.tls");
        trusted.Server.Id.ShouldNotBeNullOrEmpty();
    }

    [Theory]
    [InlineData(ServerKind.MariaDb)]
    [InlineData(ServerKind.MySql)]
    public async Task Opens_for_writing_a_database_that_does_not_exist_yet(ServerKind kind)
    {
        var target = TestServer.Of(kind).RequireAvailable().Target($"ferry_missing_{Guid.NewGuid():N}");

        await using var session = await new MySqlProvider().OpenAsync(target, SessionAccess.Write, TestContext.Current.CancellationToken);
        var failure = await FailAsync(target, SessionAccess.Read);

        session.Server.Database.ShouldBeNull();
        (await session.Schema.ReadAsync(Ferry.Schema.TableSelection.All, TestContext.Current.CancellationToken)).ShouldBeNull();
        failure.Kind.ShouldBe(FailureKind.NotFound);
    }

    private static async Task<FerryException> FailAsync(DatabaseTarget target, SessionAccess access) =>
        await Should.ThrowAsync<FerryException>(async () => await new MySqlProvider().OpenAsync(target, access, TestContext.Current.CancellationToken));
}
