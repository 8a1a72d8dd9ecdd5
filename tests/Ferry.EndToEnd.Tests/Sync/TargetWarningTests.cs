using Ferry.Environments;
using Ferry.TestServers;

namespace Ferry.EndToEnd.Tests.Sync;

/// <summary>What is odd about the target's own tables is said in the plan.</summary>
public sealed class TargetWarningTests
{
    private const string Password = "a Passw0rd that is long";

    private static readonly SyncOptions _byId = new()
    {
        Identity = new Dictionary<string, IdentityRule> { ["items"] = new(IdentityKind.PrimaryKey, []) },
    };

    [Theory]
    [InlineData(ServerKind.MariaDb)]
    [InlineData(ServerKind.MySql)]
    public async Task Triggers_that_the_account_may_not_see_are_warned_of_once(ServerKind kind)
    {
        await using var pair = new SyncPair(await ServerSide.MakeAsync(kind), await ServerSide.MakeAsync(kind)) { Options = _byId };
        await pair.BothAsync("CREATE TABLE items (id {id}, n INT)", "CREATE TABLE notes (id {id}, n INT)");
        await pair.Production.ExecuteAsync("INSERT INTO items VALUES (1, 1)");
        var database = pair.Local.Target.Database;
        var user = $"'{database}'@'%'";
        await pair.Local.ExecuteAsync(
            $"CREATE USER {user} IDENTIFIED BY '{Password}'", $"GRANT SELECT, INSERT, UPDATE ON `{database}`.* TO {user}", $"GRANT ALL ON `{database}\\_ferry\\_production`.* TO {user}");
        pair.Adjust = request => request with
        {
            Targets = new Dictionary<string, Databases.DatabaseTarget> { ["main"] = pair.Local.Target with { Username = database, Password = new Secret(Password) } },
        };

        try
        {
            var plan = await pair.PlanAsync();

            plan.Databases.Single().Findings.Where(finding => finding.Code == "mysql.triggers-hidden").ShouldHaveSingleItem().Remedy!.ShouldContain("GRANT TRIGGER");
            await pair.ApplyAsync(plan);
            (await pair.Local.RowsAsync("SELECT n FROM items")).ShouldBe(["1"]);
        }
        finally
        {
            await pair.Local.ExecuteAsync($"DROP USER {user}");
        }
    }

    [Fact]
    public async Task A_foreign_key_to_a_table_that_does_not_exist_is_named()
    {
        await using var pair = new SyncPair(new SqliteSide(), new SqliteSide()) { Options = _byId };
        await pair.Production.ExecuteAsync("CREATE TABLE items (id INTEGER PRIMARY KEY, n INT)");
        await pair.Local.ExecuteAsync("CREATE TABLE items (id INTEGER PRIMARY KEY, n INT REFERENCES numbers (id))");

        var plan = await pair.PlanAsync();

        plan.Databases.Single().Findings.ShouldContain(finding => finding.Code == "sqlite.parent-missing" && finding.Message.Contains("numbers"));
    }
}
