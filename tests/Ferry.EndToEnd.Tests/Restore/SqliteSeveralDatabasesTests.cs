using Ferry.EndToEnd.Tests.Sync;
using Microsoft.Data.Sqlite;

namespace Ferry.EndToEnd.Tests.Restore;

public sealed class SqliteSeveralDatabasesTests : SeveralDatabasesTests
{
    private protected override string Replaced => "restore.replaced";

    // The main database is in WAL mode, which putting it back must not end.
    private protected override async Task<SyncSide> MakeAsync()
    {
        var side = new SqliteSide();
        await side.RowsAsync("PRAGMA journal_mode = WAL");
        return side;
    }

    private protected override async Task SpoilLoadedAsync(SyncSide target, string table)
    {
        var image = Directory.EnumerateFiles(FolderOf(target), "image", SearchOption.AllDirectories).ShouldHaveSingleItem();
        await using var connection = await OpenAsync(image);
        await ExecuteAsync(connection, $"PRAGMA journal_mode = DELETE; DELETE FROM {table}");
    }

    private protected override async Task<IAsyncDisposable> ObstructAsync(SyncSide source, SyncSide target, Func<Task> backup)
    {
        await backup();
        var connection = await OpenAsync(target.Target.Path!);
        await ExecuteAsync(connection, "BEGIN IMMEDIATE");
        return connection;
    }

    private protected override Task<IReadOnlyList<string>> LeftoversAsync(SyncSide target) => Task.FromResult<IReadOnlyList<string>>(
        [.. Directory.EnumerateFileSystemEntries(FolderOf(target)).Select(path => Path.GetFileName(path)).Where(name => !name.StartsWith("app.sqlite", StringComparison.Ordinal))]);

    [Fact]
    public async Task A_database_in_wal_mode_is_in_it_again_when_it_was_put_back()
    {
        await using var source = await MakeAsync();
        await using var target = await MakeAsync();
        await source.ExecuteAsync("CREATE TABLE fresh (id INT)");
        await target.ExecuteAsync("CREATE TABLE old (id INT)");
        var image = Path.Combine(FolderOf(target), "image");
        File.Copy(source.Target.Path!, image);
        await using var session = await new Sqlite.SqliteProvider().OpenAsync(target.Target, Databases.SessionAccess.Write, Token);

        var replacement = await session.Image!.ReplaceAsync(image, image + ".old", Token);
        (await target.TablesAsync()).ShouldBe(["fresh"]);
        await replacement.PutBackAsync(Token);

        (await target.TablesAsync()).ShouldBe(["old"]);
        (await target.RowsAsync("PRAGMA journal_mode")).ShouldBe(["wal"]);
    }

    private static string FolderOf(SyncSide side) => Path.GetDirectoryName(side.Target.Path!)!;

    private static async Task<SqliteConnection> OpenAsync(string path)
    {
        var connection = new SqliteConnection($"Data Source={path};Pooling=false");
        await connection.OpenAsync(Token);
        return connection;
    }

    private static async Task ExecuteAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Token);
    }
}
