using Ferry.Environments;
using Ferry.Sync;
using Ferry.Sync.Masking;

namespace Ferry.EndToEnd.Tests.Sync.Cases;

/// <summary>Values and columns that the target was not made for.</summary>
public abstract class MisfitCaseTests : SyncCaseTests
{
    [Fact]
    public async Task Case_44_Rows_with_values_that_do_not_fit_are_left_out_where_it_is_said_and_come_when_they_fit()
    {
        await using var pair = await PairAsync(Skipping);
        await pair.Production.ExecuteAsync($"CREATE TABLE items (id {pair.Production.NumberedKey}, name VARCHAR(50), n INT)", $"CREATE TABLE pieces (id {pair.Production.NumberedKey}, item_id BIGINT)");
        await pair.Local.ExecuteAsync($"CREATE TABLE items (id {pair.Local.NumberedKey}, name VARCHAR(50) NOT NULL, n INT)", $"CREATE TABLE pieces (id {pair.Local.NumberedKey}, item_id BIGINT)");
        await pair.Production.ExecuteAsync("INSERT INTO items VALUES (1, 'a', 1), (2, 'b', 1)", "INSERT INTO pieces VALUES (1, 1)");
        await pair.SyncAsync();
        await pair.Production.ExecuteAsync("UPDATE items SET name = NULL, n = 2 WHERE id = 1", "INSERT INTO items VALUES (3, NULL, 3), (4, 'd', 4)", "INSERT INTO pieces VALUES (2, 3)");

        var plan = await pair.PlanAsync();
        await pair.ApplyAsync(plan);

        plan.Databases.Single().Findings.Single(finding => finding.Code == "sync.value-fitted").Message
            .ShouldBe("items.name: 2 rows of the source have values that the target refuses: NULL, such as the one with the key 1; they are left out, or stay as they are here.");
        var items = plan.Databases.Single().Tables.Single(table => table.Name == "items");
        items.ShouldSatisfyAllConditions(() => (items.Inserted, items.Updated, items.Skipped, items.Gone).ShouldBe((1, 0, 1, 0)), () => items.Open.Single().Reason.ShouldBe("it has a value that does not fit"));
        (await LocalAsync(pair, "SELECT * FROM items ORDER BY id")).ShouldBe(["1|a|1", "2|b|1", "4|d|4"]);
        (await LocalAsync(pair, "SELECT * FROM pieces ORDER BY id")).ShouldBe(["1|1", "2|NULL"]);
        var again = (await pair.SyncAsync())["items"];
        (again.Inserted, again.Updated, again.Skipped, again.Gone).ShouldBe((0, 0, 1, 0));

        await pair.Production.ExecuteAsync("UPDATE items SET name = 'fits' WHERE name IS NULL");
        await pair.SyncAsync();

        (await LocalAsync(pair, "SELECT * FROM items ORDER BY id")).ShouldBe(["1|fits|2", "2|b|1", "3|fits|3", "4|d|4"]);
    }

    [Fact]
    public async Task Case_44_Rows_without_a_key_are_left_out_too()
    {
        await using var pair = await PairAsync(new() { Misfits = All(MisfitRule.Skip) });
        await pair.Production.ExecuteAsync("CREATE TABLE notes (a VARCHAR(50), b INT)", "INSERT INTO notes VALUES ('x', 1), (NULL, 2), ('x', 1)");
        await pair.Local.ExecuteAsync("CREATE TABLE notes (a VARCHAR(50) NOT NULL, b INT)");

        var plan = await pair.PlanAsync();
        await pair.ApplyAsync(plan);

        plan.Databases.Single().Findings.Single(finding => finding.Code == "sync.value-fitted").Message
            .ShouldBe("notes.a: 1 row of the source has a value that the target refuses: NULL; they are left out, or stay as they are here.");
        (await LocalAsync(pair, "SELECT a, b FROM notes")).ShouldBe(["x|1", "x|1"]);
        await SettledAsync(pair);
    }

    [Fact]
    public async Task Case_44_Keys_and_columns_that_take_no_NULL_block_the_plan_whatever_is_said()
    {
        await using var pair = await PairAsync(new() { Identity = ById("items").Identity, Misfits = All(MisfitRule.Null) });
        await pair.Production.ExecuteAsync($"CREATE TABLE items (id {pair.Production.NumberedKey}, name VARCHAR(50))", "INSERT INTO items VALUES (1, NULL)");
        await pair.Local.ExecuteAsync($"CREATE TABLE items (id {pair.Local.NumberedKey}, name VARCHAR(50) NOT NULL)");

        await RefusedAsync(pair, "sync.value-does-not-fit");
    }

    [Fact]
    public async Task Case_46_A_new_personal_column_is_not_read_before_somebody_has_classified_it()
    {
        await using var pair = await PairAsync(new() { Identity = ById("items").Identity, NewColumns = Caution.Halt }, "CREATE TABLE items (id {id}, email VARCHAR(50))", "INSERT INTO items VALUES (1, 'ana@example.org')");
        pair.Adjust = request => request with { Source = request.Source with { Protected = true } };
        await pair.SyncAsync();
        await pair.BothAsync("ALTER TABLE items ADD phone VARCHAR(50)", "ALTER TABLE items ADD note VARCHAR(50)");
        await pair.Production.ExecuteAsync("UPDATE items SET phone = '0123', note = 'n'");

        await RefusedAsync(pair, "mask.new-column");
        await RefusedAsync(pair, "mask.new-column");

        (await pair.PlanAsync()).Databases.Single().ShouldSatisfyAllConditions(
            plan => plan.Tables.ShouldBeEmpty(),
            plan => plan.Findings.Where(finding => finding.Code == "mask.new-column").ShouldHaveSingleItem().Message.ShouldContain("items.phone of production"));
        pair.Adjust = request => request with
        {
            Source = request.Source with { Protected = true }, Masks = MaskingRules.Parse(new Dictionary<string, MaskOptions> { ["items.phone"] = new() { Kind = MaskKind.Keep } }),
        };
        await pair.SyncAsync();
        (await LocalAsync(pair, "SELECT phone, note FROM items")).ShouldBe(["0123|n"]);
        pair.Adjust = request => request with { Source = request.Source with { Protected = true } };
        (await pair.PlanAsync()).Outcome.ShouldBe(SyncOutcome.Nothing);
    }

    private static SyncOptions Skipping => new()
    {
        Identity = new Dictionary<string, IdentityRule> { ["items"] = new(IdentityKind.PrimaryKey, []), ["pieces"] = new(IdentityKind.PrimaryKey, []) },
        References = new Dictionary<string, ReferenceOptions> { ["pieces.item_id"] = new() { To = "items" } },
        Misfits = All(MisfitRule.Skip),
    };

    private static Dictionary<string, IReadOnlyDictionary<string, MisfitOptions>> All(MisfitRule rule) =>
        new() { ["*"] = new Dictionary<string, MisfitOptions> { ["*"] = new() { Rule = rule } } };
}
