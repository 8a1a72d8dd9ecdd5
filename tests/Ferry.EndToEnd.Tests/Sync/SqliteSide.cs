using System.Globalization;
using Ferry.Databases;
using Microsoft.Data.Sqlite;

namespace Ferry.EndToEnd.Tests.Sync;

internal sealed class SqliteSide : SyncSide
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ferry-sync-tests-");

    private string File => Path.Combine(_folder.FullName, "app.sqlite");

    public override DatabaseTarget Target => new() { Engine = "sqlite", Path = File };

    public override string NumberedKey => "INTEGER PRIMARY KEY AUTOINCREMENT";

    public override string NumberedReference => "INTEGER";

    public override async Task ExecuteAsync(params IReadOnlyList<string> statements)
    {
        await using var connection = await OpenAsync();
        foreach (var statement in statements)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = statement;
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }
    }

    public override async Task<IReadOnlyList<string>> RowsAsync(string sql)
    {
        await using var connection = await OpenAsync();
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
        RowsAsync("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'ferry~_%' ESCAPE '~' AND name NOT LIKE 'sqlite~_%' ESCAPE '~' ORDER BY name");

    public override ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private static string Text(object value) => value switch
    {
        DBNull => "NULL",
        byte[] bytes => Convert.ToHexString(bytes),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private async Task<SqliteConnection> OpenAsync()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = File, Pooling = false }.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        return connection;
    }
}
