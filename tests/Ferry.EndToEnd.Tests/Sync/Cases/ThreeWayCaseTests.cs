using Ferry.Environments;
using Ferry.Sync;

namespace Ferry.EndToEnd.Tests.Sync.Cases;

/// <summary>What has changed since the last sync, there and here.</summary>
public abstract class ThreeWayCaseTests : SyncCaseTests
{
    private async Task<SyncPair> SyncedAsync(SyncOptions? options = null)
    {
        var pair = await PairAsync(
            options ?? ById("items"), "CREATE TABLE items (id {id}, a VARCHAR(50), b VARCHAR(50), deleted_at VARCHAR(50))", "INSERT INTO items VALUES (1, 'a', 'b', NULL), (2, 'a', 'b', NULL)");
        await pair.SyncAsync();
        return pair;
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("wider")]
    [InlineData("nested")]
    public async Task What_was_recorded_of_rows_when_they_came_tells_edits_here_from_none(string kind)
    {
        // Where the types are the same and all that rows refer to has its place before, they are recorded when they get theirs; else after they were written.
        const string Users = "CREATE TABLE users (id {id}, email VARCHAR(50) NOT NULL UNIQUE)";
        await using var pair = await PairAsync(new() { Identity = new Dictionary<string, IdentityRule> { ["users"] = new(IdentityKind.Columns, [["email"]]), ["posts"] = new(IdentityKind.PrimaryKey, []) } }, Users);
        string Posts(SyncSide side, string type) =>
            $"CREATE TABLE posts (id {side.NumberedKey}, user_id {side.NumberedReference}, title {type}, n INT{(kind == "nested" ? $", above {side.NumberedReference}, FOREIGN KEY (above) REFERENCES posts (id)" : "")}, FOREIGN KEY (user_id) REFERENCES users (id))";
        await pair.Production.ExecuteAsync(
            Posts(pair.Production, "VARCHAR(50)"), "INSERT INTO users VALUES (1, 'a@x.org'), (2, 'b@x.org'), (3, 'c@x.org')",
            "INSERT INTO posts (id, user_id, title, n) VALUES (1, 1, 'new', 1), (2, 2, 'same', 2), (3, 3, 'there', 3), (4, NULL, NULL, NULL), (5, 1, 'new', 5)");
        await pair.Local.ExecuteAsync(
            Posts(pair.Local, kind == "wider" ? "VARCHAR(60)" : "VARCHAR(50)"), "INSERT INTO users VALUES (11, 'b@x.org'), (12, 'a@x.org')", "INSERT INTO posts (id, user_id, title, n) VALUES (2, 11, 'same', 2), (3, 12, 'here', 3)");
        (await pair.SyncAsync())["posts"].ShouldSatisfyAllConditions(plan => plan.Inserted.ShouldBe(3), plan => plan.Updated.ShouldBe(1), plan => plan.Adopted.ShouldBe(2));
        await SettledAsync(pair);
        await pair.Production.ExecuteAsync("UPDATE posts SET user_id = 2, title = 'changed', n = 10");
        await pair.Local.ExecuteAsync("UPDATE posts SET n = 99 WHERE id IN (2, 5)");

        var plan = (await pair.SyncAsync())["posts"];

        (plan.Updated, plan.Conflicts).ShouldBe((5, 2));
        (await LocalAsync(pair, "SELECT id, user_id, title, n FROM posts ORDER BY id")).ShouldBe(["1|11|changed|10", "2|11|changed|99", "3|11|changed|10", "4|11|changed|10", "5|11|changed|99"]);
    }

    [Fact]
    public async Task Case_36_A_soft_delete_arrives_as_an_ordinary_change_beside_what_was_edited_here()
    {
        await using var pair = await SyncedAsync();
        await pair.Production.ExecuteAsync("UPDATE items SET deleted_at = '2020-01-01'");
        await pair.Local.ExecuteAsync("UPDATE items SET a = 'edited' WHERE id = 2");

        await pair.SyncAsync();

        (await LocalAsync(pair, "SELECT * FROM items ORDER BY id")).ShouldBe(["1|a|b|2020-01-01", "2|edited|b|2020-01-01"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Case_36_A_row_that_was_edited_here_and_is_marked_as_deleted_there_is_named_in_the_plan(bool editedBefore)
    {
        await using var pair = await SyncedAsync();
        await pair.Local.ExecuteAsync("UPDATE items SET a = 'edited' WHERE id = 2");
        if (editedBefore)
        {
            await pair.Production.ExecuteAsync("UPDATE items SET b = 'there' WHERE id = 2");
            await pair.SyncAsync();
        }

        await pair.Production.ExecuteAsync("UPDATE items SET deleted_at = '2020-01-01'");

        var plan = await pair.PlanAsync();

        plan.Outcome.ShouldBe(SyncOutcome.Changes);
        plan.Databases.Single().Findings.Single(finding => finding.Code == "sync.deleted-beside-edits").Message
            .ShouldBe("1 row of items that was edited here is marked as deleted there (deleted_at), such as the one with the key 2.");
    }

    [Fact]
    public async Task Case_36_Nothing_is_said_of_rows_that_were_not_edited_here_or_are_not_marked_now()
    {
        await using var pair = await SyncedAsync();
        await pair.Production.ExecuteAsync("UPDATE items SET deleted_at = '2020-01-01' WHERE id = 1", "UPDATE items SET b = 'there' WHERE id = 2");
        await pair.Local.ExecuteAsync("UPDATE items SET a = 'edited' WHERE id = 2");

        (await pair.PlanAsync()).Databases.Single().Findings.ShouldNotContain(finding => finding.Code == "sync.deleted-beside-edits");
    }

    [Fact]
    public async Task Case_43_A_column_that_both_sides_have_gained_is_filled_where_it_is_empty_here_and_no_value_is_overwritten()
    {
        await using var pair = await SyncedAsync();
        await pair.BothAsync("ALTER TABLE items ADD c VARCHAR(50)");
        await pair.Production.ExecuteAsync("UPDATE items SET c = 'there'");
        await pair.Local.ExecuteAsync("UPDATE items SET c = 'here' WHERE id = 2");

        var plan = (await pair.SyncAsync())["items"];

        (plan.Updated, plan.Conflicts).ShouldBe((1, 1));
        (await LocalAsync(pair, "SELECT c FROM items ORDER BY id")).ShouldBe(["there", "here"]);
        await pair.Local.ExecuteAsync("UPDATE items SET c = NULL WHERE id = 1");
        await pair.Production.ExecuteAsync("UPDATE items SET c = 'newer' WHERE id = 1");
        (await pair.SyncAsync())["items"].Conflicts.ShouldBe(2);
    }

    [Fact]
    public async Task Case_37_A_row_that_has_gone_there_stays_here_and_is_counted()
    {
        await using var pair = await SyncedAsync();
        await pair.Production.ExecuteAsync("DELETE FROM items WHERE id = 1");

        var plan = await pair.PlanAsync();
        await pair.ApplyAsync(plan);

        plan.Databases.Single().Tables.Single().Gone.ShouldBe(1);
        (await LocalAsync(pair, "SELECT id FROM items ORDER BY id")).ShouldBe(["1", "2"]);
        await SettledAsync(pair);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Case_38_A_row_deleted_here_does_not_come_back(bool changedThere)
    {
        await using var pair = await SyncedAsync();
        await pair.Local.ExecuteAsync("DELETE FROM items WHERE id = 1");
        await pair.Production.ExecuteAsync(changedThere ? "UPDATE items SET a = 'changed' WHERE id = 1" : "UPDATE items SET a = 'changed' WHERE id = 2");

        var plan = await pair.SyncAsync();

        plan["items"].DeletedHere.ShouldBe(1);
        (await LocalAsync(pair, "SELECT id, a FROM items")).ShouldBe([changedThere ? "2|a" : "2|changed"]);
    }

    [Fact]
    public async Task An_edit_between_the_first_plan_and_its_application_is_an_edit_at_the_next_sync()
    {
        await using var pair = await PairAsync(ById("items"), "CREATE TABLE items (id {id}, a VARCHAR(50))", "INSERT INTO items VALUES (1, 'a')");
        var first = await pair.PlanAsync();
        await pair.Local.ExecuteAsync("UPDATE items SET a = 'edited'");
        await pair.ApplyAsync(first);
        await pair.Production.ExecuteAsync("UPDATE items SET a = 'there'");

        var plan = (await pair.SyncAsync())["items"];

        plan.Conflicts.ShouldBe(1);
        (await LocalAsync(pair, "SELECT a FROM items")).ShouldBe(["edited"]);
    }

    [Fact]
    public async Task Case_39_Changes_of_different_cells_meet_and_equal_ones_are_no_conflict()
    {
        await using var pair = await SyncedAsync();
        await pair.Production.ExecuteAsync("UPDATE items SET a = 'there' WHERE id = 1", "UPDATE items SET a = 'same' WHERE id = 2");
        await pair.Local.ExecuteAsync("UPDATE items SET b = 'here' WHERE id = 1", "UPDATE items SET a = 'same' WHERE id = 2");

        var plan = (await pair.SyncAsync())["items"];

        (plan.Updated, plan.Conflicts).ShouldBe((1, 0));
        (await LocalAsync(pair, "SELECT a, b FROM items ORDER BY id")).ShouldBe(["there|here", "same|b"]);
        await SettledAsync(pair);
    }

    [Fact]
    public async Task Case_39_Different_values_leave_the_local_one_and_show_the_other()
    {
        await using var pair = await SyncedAsync();
        await pair.Production.ExecuteAsync("UPDATE items SET a = 'there' WHERE id = 1");
        await pair.Local.ExecuteAsync("UPDATE items SET a = 'here' WHERE id = 1");

        var plan = await pair.PlanAsync();
        await pair.ApplyAsync(plan);

        plan.Outcome.ShouldBe(SyncOutcome.Conflicts);
        plan.Databases.Single().Tables.Single().Open.Single().Cells.Single().ShouldBe(new SyncCell("a", "here", "there"));
        (await LocalAsync(pair, "SELECT a FROM items WHERE id = 1")).ShouldBe(["here"]);
    }

    [Theory]
    [InlineData(PreferredSide.Source, "there")]
    [InlineData(PreferredSide.Target, "here")]
    public async Task Case_39_A_conflict_is_listed_until_somebody_settles_it(PreferredSide side, string value)
    {
        await using var pair = await ConflictAsync();
        var before = await pair.Local.DumpAsync();

        var again = await pair.PlanAsync();
        await pair.ApplyAsync(again);

        again.Outcome.ShouldBe(SyncOutcome.Conflicts);
        again.Databases.Single().Tables.Single().ShouldSatisfyAllConditions(
            table => (table.Updated, table.Conflicts, table.StillOpen).ShouldBe((0, 1, 1)), table => table.Open.Single().Cells.Single().ShouldBe(new SyncCell("a", "here", "there")));
        (await pair.Local.DumpAsync()).ShouldBe(before);

        pair.Options = new() { Identity = pair.Options.Identity, Prefer = side };
        await pair.SyncAsync();
        (await LocalAsync(pair, "SELECT a, b FROM items ORDER BY id")).ShouldBe([$"{value}|b", "a|b"]);
        pair.Options = new() { Identity = pair.Options.Identity, Prefer = PreferredSide.Neither };
        await SettledAsync(pair);
    }

    [Fact]
    public async Task Case_39_Beside_an_open_conflict_other_cells_of_the_row_are_merged_as_ever()
    {
        await using var pair = await ConflictAsync();
        await pair.Production.ExecuteAsync("UPDATE items SET b = 'newer' WHERE id = 1");

        var plan = (await pair.SyncAsync())["items"];

        (plan.Updated, plan.Conflicts).ShouldBe((1, 1));
        (await LocalAsync(pair, "SELECT a, b FROM items WHERE id = 1")).ShouldBe(["here|newer"]);
        await pair.Production.ExecuteAsync("UPDATE items SET b = 'b' WHERE id = 1");
        await pair.SyncAsync();
        (await LocalAsync(pair, "SELECT a, b FROM items WHERE id = 1")).ShouldBe(["here|b"]);
    }

    [Theory]
    [InlineData("there", true)]
    [InlineData("here", false)]
    public async Task Case_39_A_conflict_ends_when_both_sides_agree(string agreed, bool here)
    {
        await using var pair = await ConflictAsync();
        await (here ? pair.Local : pair.Production).ExecuteAsync($"UPDATE items SET a = '{agreed}' WHERE id = 1");

        (await pair.SyncAsync())["items"].Conflicts.ShouldBe(0);

        await SettledAsync(pair);
    }

    [Fact]
    public async Task Case_39_A_conflict_ends_when_the_row_is_gone_there()
    {
        await using var pair = await ConflictAsync();
        await pair.Production.ExecuteAsync("DELETE FROM items WHERE id = 1");

        (await pair.SyncAsync())["items"].Conflicts.ShouldBe(0);

        await SettledAsync(pair);
    }

    [Fact]
    public async Task Case_39_Undoing_what_settled_a_conflict_opens_it_again()
    {
        await using var pair = await ConflictAsync();
        pair.Options = new() { Identity = pair.Options.Identity, Prefer = PreferredSide.Source };
        await pair.SyncAsync();

        await pair.UndoAsync();

        (await LocalAsync(pair, "SELECT a FROM items WHERE id = 1")).ShouldBe(["here"]);
        pair.Options = new() { Identity = pair.Options.Identity, Prefer = PreferredSide.Neither };
        (await pair.SyncAsync())["items"].Conflicts.ShouldBe(1);
    }

    private async Task<SyncPair> ConflictAsync()
    {
        var pair = await SyncedAsync();
        await pair.Production.ExecuteAsync("UPDATE items SET a = 'there' WHERE id = 1");
        await pair.Local.ExecuteAsync("UPDATE items SET a = 'here' WHERE id = 1");
        await pair.SyncAsync();
        return pair;
    }

    [Fact]
    public async Task Case_67_The_developer_s_own_account_stays_as_it_is()
    {
        await using var pair = await SyncedAsync(new() { Identity = ById("items").Identity, Prefer = PreferredSide.Source, Exempt = new Dictionary<string, ExemptOptions> { ["items"] = new() { Where = "id = 1" } } });
        await pair.Production.ExecuteAsync("UPDATE items SET a = 'there', b = 'there'");

        await pair.SyncAsync();

        (await LocalAsync(pair, "SELECT id, a, b FROM items ORDER BY id")).ShouldBe(["1|a|b", "2|there|there"]);
    }
}
