using Ferry.EndToEnd.Tests.Fidelity;
using Ferry.Environments;
using Ferry.Sync;
using Ferry.TestServers;

namespace Ferry.EndToEnd.Tests.Sync;

/// <summary>A source that is older than what the last sync saw of it.</summary>
public sealed class OlderSourceTests
{
    private static readonly SyncOptions ById = new() { Identity = new Dictionary<string, IdentityRule> { ["items"] = new(IdentityKind.PrimaryKey, []) } };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ServerKind.MariaDb)]
    [InlineData(ServerKind.MySql)]
    public async Task Case_59_A_replica_that_lags_is_refused_until_it_has_caught_up(ServerKind kind)
    {
        await using var primary = await PrivateServer.StartAsync(kind, ["--server-id=11"], Token);
        await using var replica = await PrivateServer.StartAsync(kind, ["--server-id=12"], Token);
        await using var pair = await PairAsync(primary, kind);
        await FollowAsync(replica, primary);
        await pair.BothAsync("CREATE TABLE items (id {id}, n INT)");
        await pair.Production.ExecuteAsync("INSERT INTO items VALUES (1, 1)");
        await WaitAsync(replica, primary);
        await ServerText.ExecuteAsync(replica.ConnectionString, [kind == ServerKind.MariaDb ? "STOP SLAVE SQL_THREAD" : "STOP REPLICA SQL_THREAD"], Token);
        await pair.Production.ExecuteAsync("UPDATE items SET n = 2");
        await pair.SyncAsync();
        var target = replica.Target(pair.Production.Target.Database);
        pair.Adjust = request => request with { Source = request.Source with { Databases = new Dictionary<string, Databases.DatabaseTarget> { ["main"] = target } } };

        await RefusedAsync(pair);

        await ServerText.ExecuteAsync(replica.ConnectionString, [kind == ServerKind.MariaDb ? "START SLAVE SQL_THREAD" : "START REPLICA SQL_THREAD"], Token);
        await WaitAsync(replica, primary);
        (await pair.PlanAsync()).Outcome.ShouldBe(SyncOutcome.Nothing);
    }

    [Theory]
    [InlineData(ServerKind.MariaDb)]
    [InlineData(ServerKind.MySql)]
    public async Task Case_59_A_server_that_was_put_back_is_refused_and_merged_once_it_is_said(ServerKind kind)
    {
        await using var server = await PrivateServer.StartAsync(kind, [], Token);
        await using var pair = await PairAsync(server, kind);
        await pair.BothAsync("CREATE TABLE items (id {id}, n INT)");
        await pair.Production.ExecuteAsync("INSERT INTO items VALUES (1, 1)", "UPDATE items SET n = 2");
        await pair.SyncAsync();
        await pair.Production.ExecuteAsync("UPDATE items SET n = 1", await ResetAsync(server));

        await RefusedAsync(pair);

        pair.Options = new() { Identity = ById.Identity, OlderSource = Caution.Warn };
        var plan = await pair.PlanAsync();
        plan.Databases.Single().Findings.ShouldContain(finding => finding.Code == "sync.source-older" && finding.Severity == FindingSeverity.Warning);
        await pair.ApplyAsync(plan);
        (await pair.Local.RowsAsync("SELECT n FROM items")).ShouldBe(["1"]);
        pair.Options = ById;
        (await pair.PlanAsync()).Outcome.ShouldBe(SyncOutcome.Nothing);
    }

    // What went back is below the mark, and other rows are not.
    [Theory]
    [InlineData(ServerKind.MariaDb)]
    [InlineData(ServerKind.MySql)]
    public async Task Case_59_A_server_that_was_put_back_is_not_read_by_its_watermark(ServerKind kind)
    {
        await using var server = await PrivateServer.StartAsync(kind, [], Token);
        await using var pair = await PairAsync(server, kind);
        await pair.BothAsync("CREATE TABLE items (id {id}, n INT)");
        await pair.Production.ExecuteAsync($"INSERT INTO items VALUES {string.Join(", ", Enumerable.Range(1, 300).Select(id => $"({id}, {id})"))}", "UPDATE items SET n = 500 WHERE id = 5");
        pair.Options = new() { Identity = ById.Identity, OlderSource = Caution.Warn, Watermark = new Dictionary<string, string> { ["items"] = "n" }, WatermarkNumbers = 0 };
        await pair.SyncAsync();
        await pair.Production.ExecuteAsync("UPDATE items SET n = 6 WHERE id = 5", "UPDATE items SET n = 501 WHERE id = 300", await ResetAsync(server));

        await pair.SyncAsync();

        (await pair.Local.RowsAsync("SELECT n FROM items WHERE id IN (5, 300) ORDER BY id")).ShouldBe(["6", "501"]);
    }

    [Fact]
    public async Task Case_59_What_was_undone_is_not_counted_as_seen()
    {
        await using var server = await PrivateServer.StartAsync(ServerKind.MariaDb, [], Token);
        await using var pair = await PairAsync(server, ServerKind.MariaDb);
        await pair.BothAsync("CREATE TABLE items (id {id}, n INT)");
        await pair.Production.ExecuteAsync("INSERT INTO items VALUES (1, 1)");
        await pair.SyncAsync();
        await pair.UndoAsync();
        await pair.Production.ExecuteAsync(await ResetAsync(server));

        (await pair.PlanAsync()).Databases.Single().Findings.ShouldNotContain(finding => finding.Code == "sync.source-older");
    }

    private static async Task<SyncPair> PairAsync(PrivateServer server, ServerKind kind) =>
        new(new ServerSide(await server.CreateDatabaseAsync("sync", Token)), await ServerSide.MakeAsync(kind)) { Options = ById };

    private static async Task RefusedAsync(SyncPair pair)
    {
        var before = await pair.Local.DumpAsync();
        var plan = await pair.PlanAsync();
        plan.Outcome.ShouldBe(SyncOutcome.Blocked);
        plan.Databases.Single().Findings.ShouldContain(finding => finding.Code == "sync.source-older");
        var error = await Should.ThrowAsync<FerryException>(() => pair.ApplyAsync(plan));
        (error.Kind, error.Code).ShouldBe((FailureKind.Refused, "sync.source-older"));
        error.Remedy.ShouldNotBeNull();
        (await pair.Local.DumpAsync()).ShouldBe(before);
    }

    private static async Task FollowAsync(PrivateServer replica, PrivateServer primary)
    {
        if (primary.Kind == ServerKind.MariaDb)
        {
            var start = await TextAsync(primary, "SELECT @@gtid_binlog_pos");
            await ServerText.ExecuteAsync(
                replica.ConnectionString,
                [
                    "RESET MASTER", $"SET GLOBAL gtid_slave_pos = '{start}'",
                    $"CHANGE MASTER TO MASTER_HOST='127.0.0.1', MASTER_PORT={primary.Port}, MASTER_USER='root', MASTER_USE_GTID=slave_pos, MASTER_CONNECT_RETRY=1", "START SLAVE",
                ],
                Token);
            await ServerText.ExecuteAsync(replica.ConnectionString, [$"CREATE DATABASE IF NOT EXISTS {await DatabaseAsync(primary)}"], Token);
            return;
        }

        var executed = await TextAsync(primary, "SELECT @@global.gtid_executed");
        await ServerText.ExecuteAsync(
            replica.ConnectionString,
            [
                await ResetAsync(replica), $"SET GLOBAL gtid_purged = '{executed}'", $"SET sql_log_bin = 0; CREATE DATABASE {await DatabaseAsync(primary)}",
                $"CHANGE REPLICATION SOURCE TO SOURCE_HOST='127.0.0.1', SOURCE_PORT={primary.Port}, SOURCE_USER='root', SOURCE_AUTO_POSITION=1, SOURCE_CONNECT_RETRY=1, GET_SOURCE_PUBLIC_KEY=1", "START REPLICA",
            ],
            Token);
    }

    private static Task<string> DatabaseAsync(PrivateServer server) => TextAsync(server, "SELECT SCHEMA_NAME FROM information_schema.SCHEMATA WHERE SCHEMA_NAME LIKE '%sync%'");

    private static async Task<string> TextAsync(PrivateServer server, string query) => $"{await ServerText.ScalarAsync(server.ConnectionString, query, Token)}".ReplaceLineEndings("");

    private static async Task WaitAsync(PrivateServer replica, PrivateServer primary)
    {
        var reached = await TextAsync(primary, primary.Kind == ServerKind.MariaDb ? "SELECT @@gtid_binlog_pos" : "SELECT @@global.gtid_executed");
        var wait = primary.Kind == ServerKind.MariaDb ? $"SELECT MASTER_GTID_WAIT('{reached}', 60)" : $"SELECT WAIT_FOR_EXECUTED_GTID_SET('{reached}', 60)";
        (await TextAsync(replica, wait)).ShouldBe("0");
    }

    // MySQL 8.4 has taken the old words away.
    private static async Task<string> ResetAsync(PrivateServer server) =>
        server.Kind == ServerKind.MySql && string.CompareOrdinal(await TextAsync(server, "SELECT VERSION()"), "8.2") >= 0 ? "RESET BINARY LOGS AND GTIDS" : "RESET MASTER";
}
