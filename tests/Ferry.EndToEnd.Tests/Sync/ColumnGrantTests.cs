using Ferry.Environments;
using Ferry.Sync;
using Ferry.TestServers;

namespace Ferry.EndToEnd.Tests.Sync;

/// <summary>A source whose account may not see all columns of a table.</summary>
public sealed class ColumnGrantTests
{
    [Theory]
    [InlineData(ServerKind.MariaDb)]
    [InlineData(ServerKind.MySql)]
    public async Task Case_58_A_table_that_the_account_may_read_in_part_is_named_and_not_passed_over(ServerKind kind)
    {
        await using var pair = new SyncPair(await ServerSide.MakeAsync(kind), await ServerSide.MakeAsync(kind))
        {
            Options = new() { Identity = new Dictionary<string, IdentityRule> { ["users"] = new(IdentityKind.PrimaryKey, []) } },
        };
        await pair.BothAsync("CREATE TABLE users (id {id}, name VARCHAR(50), phone VARCHAR(50))", "INSERT INTO users VALUES (1, 'Ana', '123')");
        var database = pair.Production.Target.Database;
        await pair.Production.ExecuteAsync(
            "INSERT INTO users VALUES (2, 'Bo', '456')", "UPDATE users SET name = 'Anna', phone = '789' WHERE id = 1",
            $"CREATE USER '{database}'@'%' IDENTIFIED BY 'a Passw0rd that is long'", $"GRANT SELECT (id, name) ON `{database}`.users TO '{database}'@'%'");
        pair.Adjust = request => request with
        {
            Source = request.Source with
            {
                Databases = new Dictionary<string, Databases.DatabaseTarget> { ["main"] = pair.Production.Target with { Username = database, Password = new Secret("a Passw0rd that is long") } },
            },
        };

        try
        {
            var plan = await pair.PlanAsync();

            plan.Outcome.ShouldBe(SyncOutcome.Blocked);
            plan.Databases.Single().Findings.Single(finding => finding.Code == "sync.table-unreadable").Message.ShouldContain("users");
            pair.Options = new() { Identity = pair.Options.Identity, Tables = new() { Exclude = ["users"] } };
            (await pair.PlanAsync()).Outcome.ShouldBe(SyncOutcome.Nothing);
            (await pair.Local.RowsAsync("SELECT * FROM users")).ShouldBe(["1|Ana|123"]);
        }
        finally
        {
            await pair.Production.ExecuteAsync($"DROP USER '{database}'@'%'");
        }
    }
}
