using Ferry.Databases;
using Ferry.MySql.Protocol;
using Ferry.MySql.Protocol.Authentication;
using Ferry.TestServers;
using MySqlConnector;

namespace Ferry.MySql.Tests.Protocol;

public sealed class AuthenticationTests
{
    private const string Native = "IDENTIFIED VIA mysql_native_password USING PASSWORD({0})";
    private const string CachingSha2 = "IDENTIFIED WITH caching_sha2_password BY {0}";
    private const string Parsec = "IDENTIFIED VIA parsec USING PASSWORD({0})";
    private const string Ed25519 = "IDENTIFIED VIA ed25519 USING PASSWORD({0})";

    [Fact]
    public async Task Logs_in_with_mysql_native_password()
    {
        await using var account = await TestAccount.CreateAsync(TestServer.MariaDb, Native);

        (await Real.LogInAsync(account.Target)).ShouldBe($"{account.Name}@%\n");
    }

    [Theory]
    [InlineData("a")]
    [InlineData("exactly thirty-two bytes of text")]
    [InlineData("ein längeres Passwort, dessen Bytes nicht in einen Block von 128 passen, 0123456789012345678901234567890123456789012345678901234567890123")]
    public async Task Logs_in_with_client_ed25519(string password)
    {
        await InstallEd25519Async();
        await using var account = await TestAccount.CreateAsync(TestServer.MariaDb, Ed25519, password);

        (await Real.LogInAsync(account.Target)).ShouldBe($"{account.Name}@%\n");
    }

    [Fact]
    public async Task The_driver_learns_client_ed25519_when_it_lacks_it()
    {
        await InstallEd25519Async();
        await using var account = await TestAccount.CreateAsync(TestServer.MariaDb, Ed25519);
        var settings = new MySqlConnectionStringBuilder(TestServer.MariaDb.ConnectionString)
        {
            UserID = account.Name,
            Password = account.Target.Password!.Reveal(),
            Pooling = false,
        };

        await using var first = new MySqlConnection(settings.ConnectionString);
        var failure = await Record.ExceptionAsync(() => first.OpenAsync(TestContext.Current.CancellationToken));
        if (failure is not null)
        {
            Ed25519DriverPlugin.InstallAfter(failure).ShouldBeTrue(failure.Message);
        }

        await using var second = new MySqlConnection(settings.ConnectionString);
        await second.OpenAsync(TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("ein längeres Passwort, dessen Bytes nicht in einen Block von 128 passen, 0123456789012345678901234567890123456789012345678901234567890123")]
    public async Task Logs_in_with_parsec(string password)
    {
        await InstallParsecAsync();
        await using var account = await TestAccount.CreateAsync(TestServer.MariaDbNext, Parsec, password);

        (await Real.LogInAsync(account.Target)).ShouldBe($"{account.Name}@%\n");
    }

    [Fact]
    public async Task A_session_of_an_account_with_parsec_opens_by_the_driver()
    {
        await InstallParsecAsync();
        await using var account = await TestAccount.CreateAsync(TestServer.MariaDbNext, Parsec);

        await using var session = await new MySqlProvider().OpenAsync(account.Target, SessionAccess.Read, TestContext.Current.CancellationToken);

        session.Server.User.ShouldBe($"{account.Name}@%");
    }

    [Fact]
    public async Task Logs_in_with_caching_sha2_password_by_the_servers_key_on_a_private_channel()
    {
        await using var account = await TestAccount.CreateAsync(TestServer.MySql, CachingSha2);

        (await Real.LogInAsync(account.Target, ChannelKind.Private)).ShouldBe($"{account.Name}@%\n");
    }

    [Fact]
    public async Task Logs_in_with_caching_sha2_password_over_verified_tls()
    {
        await using var account = await TestAccount.CreateAsync(TestServer.MySql, CachingSha2);
        var target = account.Target with { Tls = new TlsOptions(TlsMode.VerifyFull, TestServer.MySql.CertificateAuthority) };

        (await Real.LogInAsync(target, ChannelKind.Network)).ShouldBe($"{account.Name}@%\n");
    }

    [Theory]
    [InlineData(TlsMode.None)]
    [InlineData(TlsMode.Insecure)]
    public async Task Logs_in_over_a_network_that_may_be_read_only_when_the_server_remembers_the_account(TlsMode tls)
    {
        await using var account = await TestAccount.CreateAsync(TestServer.MySql, CachingSha2);
        var target = account.Target with { Tls = new TlsOptions(tls) };

        var failure = await Should.ThrowAsync<FerryException>(() => Real.LogInAsync(target, ChannelKind.Network));
        failure.Code.ShouldBe("mysql.password-withheld");

        (await LogInRememberedAsync(account.Target, target)).ShouldBe($"{account.Name}@%\n");
    }

    [Fact]
    public async Task An_account_without_a_password_logs_in()
    {
        foreach (var server in (TestServer[])[TestServer.MariaDb, TestServer.MySql])
        {
            await using var account = await TestAccount.CreateAsync(server, "", password: "");

            (await Real.LogInAsync(account.Target)).ShouldBe($"{account.Name}@%\n");
        }
    }

    [Fact]
    public async Task A_wrong_password_is_refused_by_every_plugin()
    {
        await InstallEd25519Async();
        (TestServer Server, string Identified)[] plugins = [(TestServer.MariaDb, Native), (TestServer.MariaDb, Ed25519), (TestServer.MySql, CachingSha2)];
        foreach (var (server, identified) in plugins)
        {
            await using var account = await TestAccount.CreateAsync(server, identified);

            var failure = await Should.ThrowAsync<FerryException>(
                () => Real.LogInAsync(account.Target with { Password = new Secret("wrong") }), identified);

            failure.Kind.ShouldBe(FailureKind.Unreachable);
            failure.Code.ShouldBe("mysql.access-denied");
            failure.ToString().ShouldNotContain("wrong");
        }
    }

    [Fact]
    public async Task A_wrong_password_is_refused_by_parsec()
    {
        await InstallParsecAsync();
        await using var account = await TestAccount.CreateAsync(TestServer.MariaDbNext, Parsec);

        var failure = await Should.ThrowAsync<FerryException>(() => Real.LogInAsync(account.Target with { Password = new Secret("wrong") }));

        failure.Code.ShouldBe("mysql.access-denied");
    }

    [Fact]
    public async Task A_plugin_that_only_the_driver_knows_is_left_to_it()
    {
        await using var account = await TestAccount.CreateAsync(TestServer.MySql, "IDENTIFIED WITH sha256_password BY {0}");

        var signal = await Should.ThrowAsync<UnsupportedAuthenticationException>(() => Real.LogInAsync(account.Target));

        signal.Plugin.ShouldBe("sha256_password");
    }

    [Fact]
    public async Task Logs_in_over_a_unix_socket()
    {
        foreach (var server in (TestServer[])[TestServer.MariaDb, TestServer.MySql])
        {
            await using var administrator = await Real.OpenAsync(server.Target() with { Tls = new TlsOptions(TlsMode.None) });
            var socket = (await Real.QueryAsync(administrator, "SELECT @@socket")).TrimEnd('\n');
            await using var account = await TestAccount.CreateAsync(server, "IDENTIFIED BY {0}");

            (await Real.LogInAsync(account.Target with { Socket = socket, Tls = new TlsOptions() })).ShouldBe($"{account.Name}@%\n");
        }
    }

    [Fact]
    public async Task An_unknown_database_is_not_found()
    {
        foreach (var server in (TestServer[])[TestServer.MariaDb, TestServer.MySql])
        {
            var failure = await Should.ThrowAsync<FerryException>(() => Real.LogInAsync(server.Target("ferry_no_such_database")));

            failure.Kind.ShouldBe(FailureKind.NotFound);
        }
    }

    [Fact]
    public async Task A_port_where_nobody_listens_is_unreachable()
    {
        var failure = await Should.ThrowAsync<FerryException>(() => Real.LogInAsync(Scripted.Target with { Host = "127.0.0.1", Port = 1 }));

        failure.Kind.ShouldBe(FailureKind.Unreachable);
        failure.Code.ShouldBe("mysql.unreachable");
    }

    /// <summary>Tests that drop accounts empty the server's memory at any time, so once may not be enough.</summary>
    private static async Task<string> LogInRememberedAsync(DatabaseTarget safe, DatabaseTarget unsafely)
    {
        for (var attempt = 1; ; attempt++)
        {
            await Real.LogInAsync(safe, ChannelKind.Private);
            try
            {
                return await Real.LogInAsync(unsafely, ChannelKind.Network);
            }
            catch (FerryException failure) when (failure.Code == "mysql.password-withheld" && attempt < 20)
            {
                // Forgotten in between.
            }
        }
    }

    private static async Task InstallEd25519Async()
    {
        await using var administrator = await Real.OpenAsync(TestServer.MariaDb.Target());
        await administrator.ExecuteAsync("INSTALL PLUGIN IF NOT EXISTS ed25519 SONAME 'auth_ed25519'", TestContext.Current.CancellationToken);
    }

    private static async Task InstallParsecAsync()
    {
        await using var administrator = await Real.OpenAsync(TestServer.MariaDbNext.RequireAvailable().Target());
        await administrator.ExecuteAsync("INSTALL PLUGIN IF NOT EXISTS parsec SONAME 'auth_parsec'", TestContext.Current.CancellationToken);
    }
}
