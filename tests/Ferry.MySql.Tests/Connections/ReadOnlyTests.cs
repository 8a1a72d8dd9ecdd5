using Ferry.Databases;
using Ferry.MySql.Connections;
using Ferry.MySql.Reading.Rows;
using Ferry.TestServers;

namespace Ferry.MySql.Tests.Connections;

/// <summary>No connection of a session that was opened for reading can write, whatever the account may do; not even a temporary table.</summary>
public sealed class ReadOnlyTests
{
    private static readonly string[] _writes =
    [
        "INSERT INTO kept VALUES (2)",
        "UPDATE kept SET id = 3",
        "DELETE FROM kept",
        "REPLACE INTO kept VALUES (1)",
        "TRUNCATE TABLE kept",
        "CREATE TABLE made (id INT)",
        "CREATE TEMPORARY TABLE mine (id INT)",
        "ALTER TABLE kept ADD COLUMN more INT",
        "DROP TABLE kept",
        "CREATE DATABASE ferry_read_only_made",
        "CREATE VIEW seen AS SELECT 1",
        "CREATE FUNCTION one() RETURNS INT NO SQL DETERMINISTIC RETURN 1",
        "CREATE USER ferry_read_only_made",
    ];

    [Theory]
    [InlineData(ServerKind.MariaDb)]
    [InlineData(ServerKind.MySql)]
    public async Task The_driver_s_connections_cannot_write(ServerKind kind)
    {
        await using var database = await MakeAsync(kind);
        var connector = new Connector(database.Target, SessionAccess.Read);
        var token = TestContext.Current.CancellationToken;
        var (first, dialect) = await connector.OpenFirstAsync(token);
        await using var closingFirst = first;
        await using var rows = await connector.OpenAsync(dialect, ConnectionPurpose.Rows, null, token);
        await using var control = await connector.OpenAsync(dialect, ConnectionPurpose.Control, null, token);

        foreach (var connection in new[] { first, rows, control })
        {
            await RefusesAsync(sql => connection.ExecuteAsync(sql, "Writing", token).AsTask());
        }

        (await database.ScalarAsync<long>("SELECT COUNT(*) FROM kept WHERE id = 1", token)).ShouldBe(1);
    }

    [Theory]
    [InlineData(ServerKind.MariaDb)]
    [InlineData(ServerKind.MySql)]
    public async Task The_raw_reader_s_connections_cannot_write(ServerKind kind)
    {
        await using var database = await MakeAsync(kind);
        var connector = new Connector(database.Target, SessionAccess.Read);
        var token = TestContext.Current.CancellationToken;
        var (first, dialect) = await connector.OpenFirstAsync(token);
        await using var closingFirst = first;
        await using var reader = await new RowConnector(connector, dialect).OpenAsync(token);

        reader.ShouldBeOfType<RawRowConnection>();
        await RefusesAsync(sql => reader.ExecuteAsync(sql, token).AsTask());

        (await database.ScalarAsync<long>("SELECT COUNT(*) FROM kept WHERE id = 1", token)).ShouldBe(1);
    }

    private static async Task RefusesAsync(Func<string, Task> execute)
    {
        foreach (var write in _writes)
        {
            var failure = await Should.ThrowAsync<FerryException>(() => execute(write), write);
            failure.Reason.ShouldNotBeNull().ShouldContain("READ ONLY", Case.Insensitive, write);
        }
    }

    private static async Task<TestDatabase> MakeAsync(ServerKind kind)
    {
        var database = await TestServer.Of(kind).CreateDatabaseAsync("readonly", TestContext.Current.CancellationToken);
        await database.ExecuteAsync("CREATE TABLE kept (id INT PRIMARY KEY); INSERT INTO kept VALUES (1)", TestContext.Current.CancellationToken);
        return database;
    }
}
