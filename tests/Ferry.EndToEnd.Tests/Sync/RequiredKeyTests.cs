using Ferry.TestServers;

namespace Ferry.EndToEnd.Tests.Sync;

/// <summary>Targets whose servers demand a primary key of every new table, as those of many providers do.</summary>
public sealed class RequiredKeyTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ServerKind.MySql, "SET GLOBAL sql_require_primary_key = ON")]
    [InlineData(ServerKind.MariaDb, "SET GLOBAL innodb_force_primary_key = ON")]
    [InlineData(ServerKind.MariaDbNext, "SET GLOBAL innodb_force_primary_key = ON")]
    public async Task A_server_that_demands_primary_keys_is_merged_into_also_into_a_table_that_has_none(ServerKind kind, string demand)
    {
        await using var server = await PrivateServer.StartAsync(kind, cancellationToken: Token);
        await using var pair = new SyncPair(await ServerSide.MakeAsync(kind), new ServerSide(await server.CreateDatabaseAsync("sync", Token)));
        await pair.Local.ExecuteAsync("CREATE TABLE notes (line VARCHAR(50))", demand); // It was there before.
        await Should.ThrowAsync<MySqlConnector.MySqlException>(() => pair.Local.ExecuteAsync("CREATE TABLE keyless (n INT)"));

        await WholeStory.LiveAsync(pair, "DO 0", undone: true);
    }
}
