using Ferry.Environments;
using Ferry.Sync;
using Ferry.TestServers;
using MySqlConnector;

namespace Ferry.EndToEnd.Tests.Sync;

/// <summary>A target in which somebody is in the middle of something.</summary>
public sealed class BusyTargetTests
{
    private static readonly SyncOptions _byId = new() { Identity = new Dictionary<string, IdentityRule> { ["items"] = new(IdentityKind.PrimaryKey, []) } };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ServerKind.MariaDb)]
    [InlineData(ServerKind.MySql)]
    public async Task A_plan_waits_for_nobody_and_locks_nothing(ServerKind kind)
    {
        await using var pair = new SyncPair(await ServerSide.MakeAsync(kind), await ServerSide.MakeAsync(kind)) { Options = _byId };
        await pair.BothAsync("CREATE TABLE items (id {id}, n INT)", "CREATE TABLE notes (n INT)");
        await pair.BothAsync("INSERT INTO items VALUES (1, 1), (2, 2)", "INSERT INTO notes VALUES (1)");
        await pair.Production.ExecuteAsync("UPDATE items SET n = 10 WHERE id = 1", "INSERT INTO notes VALUES (2)");
        await using var other = await BeginAsync(pair.Local, "UPDATE items SET n = 20 WHERE id = 2", "UPDATE notes SET n = 3");

        var plan = await pair.PlanAsync();

        plan.Databases.Single().Tables.ShouldContain(table => table.Name == "items" && table.Updated == 1);
        await RunAsync(other, "INSERT INTO items VALUES (3, 3)", "COMMIT");
        await pair.ApplyAsync(plan);
        (await pair.Local.RowsAsync("SELECT n FROM items ORDER BY id")).ShouldBe(["10", "20", "3"]);
    }

    [Theory]
    [InlineData(ServerKind.MariaDb)]
    [InlineData(ServerKind.MySql)]
    public async Task A_server_that_logs_statements_is_merged_into(ServerKind kind)
    {
        await using var server = await PrivateServer.StartAsync(kind, ["--binlog-format=STATEMENT"], Token);
        await using var pair = new SyncPair(await ServerSide.MakeAsync(kind), new ServerSide(await server.CreateDatabaseAsync("sync", Token))) { Options = _byId };
        await pair.BothAsync("CREATE TABLE items (id {id}, n INT)");
        await pair.Production.ExecuteAsync("INSERT INTO items VALUES (1, 1), (2, 2)");

        await pair.SyncAsync();

        (await pair.Local.RowsAsync("SELECT n FROM items ORDER BY id")).ShouldBe(["1", "2"]);
        (await pair.PlanAsync()).Outcome.ShouldBe(SyncOutcome.Nothing);
    }

    private static async Task<MySqlConnection> BeginAsync(SyncSide side, params string[] statements)
    {
        var connection = new MySqlConnection($"Server={side.Target.Host};Port={side.Target.Port};User ID=root;Database={side.Target.Database};Pooling=false");
        await connection.OpenAsync(Token);
        await RunAsync(connection, ["START TRANSACTION", .. statements]);
        return connection;
    }

    private static async Task RunAsync(MySqlConnection connection, params string[] statements)
    {
        foreach (var statement in statements)
        {
            await using var command = new MySqlCommand(statement, connection);
            await command.ExecuteNonQueryAsync(Token);
        }
    }
}
