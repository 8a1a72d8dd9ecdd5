using System.Globalization;
using Ferry.Databases;
using Ferry.TestServers;
using MySqlConnector;

namespace Ferry.EndToEnd.Tests.Sync;

internal sealed class ServerSide(TestDatabase database) : SyncSide
{
    public override DatabaseTarget Target => database.Target;

    public override string NumberedKey => "bigint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY";

    public static async Task<SyncSide> MakeAsync(ServerKind kind) =>
        new ServerSide(await TestServer.Of(kind).RequireAvailable().CreateDatabaseAsync("sync", TestContext.Current.CancellationToken));

    public override string NumberedReference => "bigint unsigned";

    public override async Task ExecuteAsync(params IReadOnlyList<string> statements)
    {
        foreach (var statement in statements)
        {
            await database.ExecuteAsync(statement, TestContext.Current.CancellationToken);
        }
    }

    public override async Task<IReadOnlyList<string>> RowsAsync(string sql)
    {
        await using var connection = new MySqlConnection(database.ConnectionString + ";AllowZeroDateTime=true;Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var rows = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(column => Text(reader.GetValue(column)))));
        }

        return rows;
    }

    public override Task<IReadOnlyList<string>> TablesAsync() =>
        RowsAsync("SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_TYPE = 'BASE TABLE' ORDER BY CAST(TABLE_NAME AS BINARY)");

    public override Task AnalyzeAsync(string table) => RowsAsync($"ANALYZE TABLE {table}");

    public override async ValueTask DisposeAsync()
    {
        foreach (var area in await RowsAsync($"SELECT SCHEMA_NAME FROM information_schema.SCHEMATA WHERE SCHEMA_NAME LIKE '{database.Name}\\_ferry\\_%'"))
        {
            await database.ExecuteAsync($"DROP DATABASE `{area}`", CancellationToken.None);
        }

        await database.DisposeAsync();
    }

    private static string Text(object value) => value switch
    {
        DBNull => "NULL",
        byte[] bytes => Convert.ToHexString(bytes),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
