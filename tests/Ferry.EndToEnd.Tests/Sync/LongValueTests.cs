using Ferry.Environments;
using Ferry.Sync;
using Ferry.TestServers;

namespace Ferry.EndToEnd.Tests.Sync;

/// <summary>Values that are longer than what the target's server lets a function return.</summary>
public sealed class LongValueTests
{
    private const string Length = "2000000";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ServerKind.MariaDb)]
    [InlineData(ServerKind.MySql)]
    public async Task Case_50_Values_beyond_the_target_s_packets_arrive_and_are_told_apart(ServerKind kind)
    {
        await using var server = await PrivateServer.StartAsync(kind, [], Token);
        await using var pair = new SyncPair(await ServerSide.MakeAsync(kind), new ServerSide(await server.CreateDatabaseAsync("sync", Token)))
        {
            Options = new() { Identity = new Dictionary<string, IdentityRule> { ["papers"] = new(IdentityKind.PrimaryKey, []) } },
        };
        await pair.BothAsync(
            "CREATE TABLE papers (id {id}, body LONGTEXT)",
            $"INSERT INTO papers VALUES (1, REPEAT('a', {Length})), (2, REPEAT('b', {Length})), (3, NULL), (4, REPEAT('d', {Length})), (5, REPEAT('e', {Length}))");
        await pair.Production.ExecuteAsync(
            $"UPDATE papers SET body = CONCAT(body, ' ') WHERE id = 2",
            $"UPDATE papers SET body = REPEAT('c', {Length}) WHERE id = 3",
            "UPDATE papers SET body = NULL WHERE id = 4",
            $"INSERT INTO papers VALUES (6, REPEAT('f', {Length}))");
        await pair.Local.ExecuteAsync("SET GLOBAL max_allowed_packet = 1048576");

        var first = (await pair.SyncAsync())["papers"];

        (first.Inserted, first.Updated).ShouldBe((1, 3));
        (await BodiesAsync(pair.Local)).ShouldBe(await BodiesAsync(pair.Production));
        (await pair.PlanAsync()).Outcome.ShouldBe(SyncOutcome.Nothing);

        var before = await BodiesAsync(pair.Local);
        await pair.Production.ExecuteAsync($"UPDATE papers SET body = REPEAT('g', {Length}) WHERE id IN (1, 6)");
        (await pair.SyncAsync())["papers"].Updated.ShouldBe(2);
        (await BodiesAsync(pair.Local)).ShouldBe(await BodiesAsync(pair.Production));
        (await pair.PlanAsync()).Outcome.ShouldBe(SyncOutcome.Nothing);

        await pair.UndoAsync();
        (await BodiesAsync(pair.Local)).ShouldBe(before);
    }

    private static Task<IReadOnlyList<string>> BodiesAsync(SyncSide side) => side.RowsAsync("SELECT id, LENGTH(body), SHA2(body, 256) FROM papers ORDER BY id");
}
