using MySqlConnector;

namespace Ferry.TestServers.Tests;

public sealed class TestServerTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory, InlineData(ServerKind.MariaDb, "MariaDB"), InlineData(ServerKind.MariaDbNext, "MariaDB"), InlineData(ServerKind.MySql, "Debian")]
    public async Task Is_the_server_its_name_promises(ServerKind kind, string comment)
    {
        await using var database = await TestServer.Of(kind).CreateDatabaseAsync("identity", Cancelled);

        var version = await database.ScalarAsync<string>("SELECT CONCAT(VERSION(), ' ', @@version_comment)", Cancelled);

        version.ShouldNotBeNull().ShouldContain(comment);
        version.Contains("MariaDB", StringComparison.Ordinal).ShouldBe(kind != ServerKind.MySql);
    }

    [Theory, InlineData(ServerKind.MariaDb), InlineData(ServerKind.MySql)]
    public async Task Drops_a_database_with_the_test_that_made_it(ServerKind kind)
    {
        var server = TestServer.Of(kind);
        var database = await server.CreateDatabaseAsync("short_lived", Cancelled);
        await database.ExecuteAsync("CREATE TABLE t (id INT); INSERT INTO t VALUES (1)", Cancelled);

        await database.DisposeAsync();

        await using var connection = await server.OpenAsync(Cancelled);
        await using var command = new MySqlCommand($"SHOW DATABASES LIKE '{database.Name}'", connection);
        (await command.ExecuteScalarAsync(Cancelled)).ShouldBeNull();
    }

    [Theory, InlineData(ServerKind.MariaDb), InlineData(ServerKind.MySql)]
    public async Task Has_a_certificate_that_can_be_verified_in_full(ServerKind kind)
    {
        var server = TestServer.Of(kind);
        var settings = new MySqlConnectionStringBuilder(server.ConnectionString)
        {
            SslMode = MySqlSslMode.VerifyFull,
            SslCa = server.CertificateAuthority,
        };

        await using var connection = new MySqlConnection(settings.ConnectionString);
        await connection.OpenAsync(Cancelled);

        await using var command = new MySqlCommand("SHOW SESSION STATUS LIKE 'Ssl_cipher'", connection);
        await using var reader = await command.ExecuteReaderAsync(Cancelled);
        (await reader.ReadAsync(Cancelled)).ShouldBeTrue();
        reader.GetString(1).ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData(ServerKind.MariaDb, "log_bin")]
    [InlineData(ServerKind.MariaDb, "local_infile")]
    [InlineData(ServerKind.MariaDbNext, "log_bin")]
    [InlineData(ServerKind.MariaDbNext, "local_infile")]
    [InlineData(ServerKind.MySql, "log_bin")]
    [InlineData(ServerKind.MySql, "local_infile")]
    [InlineData(ServerKind.MySql, "gtid_mode = 'ON'")]
    public async Task Has_what_backups_are_tested_with(ServerKind kind, string setting)
    {
        await using var database = await TestServer.Of(kind).CreateDatabaseAsync("settings", Cancelled);

        var value = await database.ScalarAsync<long>($"SELECT @@global.{setting}", Cancelled);

        value.ShouldBe(1);
    }
}
