using Ferry.EndToEnd.Tests.Fidelity;
using Ferry.EndToEnd.Tests.Sync;
using Ferry.TestServers;

namespace Ferry.EndToEnd.Tests.Restore;

public abstract class ServerSeveralDatabasesTests(ServerKind kind) : SeveralDatabasesTests
{
    private protected override string Replaced => "restore.swapped";

    private protected override Task<SyncSide> MakeAsync() => ServerSide.MakeAsync(kind);

    private protected override async Task SpoilLoadedAsync(SyncSide target, string table)
    {
        var scratch = (await ScratchesAsync(target, $"'{table}'")).ShouldHaveSingleItem();
        await target.ExecuteAsync($"DELETE FROM `{scratch}`.{table}");
    }

    // A view of a function in a database that is gone when the view is to be made again.
    private protected override async Task<IAsyncDisposable> ObstructAsync(SyncSide source, SyncSide target, Func<Task> backup)
    {
        var other = await TestServer.Of(kind).CreateDatabaseAsync("other", Token);
        await ServerText.ExecuteAsync(other.ConnectionString, ["CREATE FUNCTION one() RETURNS INT DETERMINISTIC RETURN 1"], Token);
        await source.ExecuteAsync($"CREATE VIEW ones AS SELECT `{other.Name}`.one() AS v");
        await backup();
        await ServerText.ExecuteAsync(other.ConnectionString, ["DROP FUNCTION one"], Token);
        return other;
    }

    private protected override Task<IReadOnlyList<string>> LeftoversAsync(SyncSide target) => ScratchesAsync(target, "'main_rows', 'second_rows'");

    private static Task<IReadOnlyList<string>> ScratchesAsync(SyncSide target, string tables) => target.RowsAsync(
        $"SELECT DISTINCT TABLE_SCHEMA FROM information_schema.TABLES WHERE TABLE_SCHEMA LIKE 'ferry\\_scratch\\_%' AND TABLE_NAME IN ({tables})");
}
