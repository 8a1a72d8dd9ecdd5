using Ferry.Environments;
using Ferry.Sync;

namespace Ferry.EndToEnd.Tests.Sync;

/// <summary>Unique keys of the target are never broken, and never lead to another row being overwritten.</summary>
public abstract class SyncUniqueTests
{
    private protected abstract Task<SyncPair> PairAsync();

    [Fact]
    public async Task Values_that_were_swapped_are_swapped_here_too()
    {
        await using var pair = await ByIdAsync("email VARCHAR(50) NOT NULL UNIQUE, name VARCHAR(50)", "(1, 'a@x.org', 'A'), (2, 'b@x.org', 'B'), (3, 'c@x.org', 'C')");
        var before = await pair.Local.DumpAsync();
        await pair.Production.ExecuteAsync(
            "UPDATE users SET email = 'x' WHERE id = 1", "UPDATE users SET email = 'a@x.org' WHERE id = 2", "UPDATE users SET email = 'b@x.org' WHERE id = 1");

        var plan = await pair.SyncAsync();

        (await pair.Local.RowsAsync("SELECT id, email FROM users ORDER BY id")).ShouldBe(["1|b@x.org", "2|a@x.org", "3|c@x.org"]);
        plan["users"].Conflicts.ShouldBe(0);
        await pair.UndoAsync();
        (await pair.Local.DumpAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Values_that_were_removed_from_several_rows_are_removed_here_too()
    {
        await using var pair = await ByIdAsync("email VARCHAR(50) UNIQUE, name VARCHAR(50)", "(1, 'a@x.org', 'A'), (2, 'b@x.org', 'B'), (3, NULL, 'C')");
        await pair.Production.ExecuteAsync("UPDATE users SET email = NULL", "UPDATE users SET name = 'c' WHERE id = 3");

        var plan = await pair.SyncAsync();

        plan["users"].Conflicts.ShouldBe(0);
        (await pair.Local.RowsAsync("SELECT id, email FROM users ORDER BY id")).ShouldBe(["1|NULL", "2|NULL", "3|NULL"]);
    }

    [Fact]
    public async Task A_freed_value_may_be_taken_by_a_new_row()
    {
        await using var pair = await ByIdAsync("email VARCHAR(50) NOT NULL UNIQUE, name VARCHAR(50)", "(1, 'a@x.org', 'A')");
        await pair.Production.ExecuteAsync("UPDATE users SET email = 'new@x.org' WHERE id = 1", "INSERT INTO users VALUES (2, 'a@x.org', 'Another A')");

        var before = await pair.Local.DumpAsync();

        await pair.SyncAsync();

        (await pair.Local.RowsAsync("SELECT id, email, name FROM users ORDER BY id")).ShouldBe(["1|new@x.org|A", "2|a@x.org|Another A"]);
        (await pair.UndoAsync()).Single().Kept.ShouldBe(0);
        (await pair.Local.DumpAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task A_freed_reference_may_be_taken_by_a_new_row_and_undo_puts_both_back()
    {
        await using var pair = await OwnersAsync();
        await pair.Production.ExecuteAsync(
            "INSERT INTO owners VALUES (2, 'New')", "UPDATE seats SET owner = 2, note = 'moved' WHERE id = 1", "INSERT INTO seats VALUES (9, 1, 1, 'new')");
        var before = await pair.Local.DumpAsync();

        await pair.SyncAsync();

        (await pair.Local.DumpAsync()).ShouldBe(await pair.Production.DumpAsync());
        (await pair.UndoAsync()).Single().ShouldSatisfyAllConditions(undone => undone.Removed.ShouldBe(2), undone => undone.Restored.ShouldBe(1), undone => undone.Kept.ShouldBe(0));
        (await pair.Local.DumpAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task A_new_row_that_is_referred_to_since_keeps_its_reference_and_what_refers_to_new_rows_keeps_those()
    {
        await using var pair = await OwnersAsync();
        await pair.Production.ExecuteAsync("INSERT INTO owners VALUES (2, 'New')", "UPDATE seats SET owner = 2 WHERE id = 1", "INSERT INTO seats VALUES (9, 1, 1, 'new')");
        await pair.SyncAsync();
        await pair.Local.ExecuteAsync("INSERT INTO marks VALUES (1, 9)");

        (await pair.UndoAsync()).Single().ShouldSatisfyAllConditions(undone => undone.Removed.ShouldBe(0), undone => undone.Restored.ShouldBe(0), undone => undone.Kept.ShouldBe(3));

        (await pair.Local.RowsAsync("SELECT id, owner FROM seats ORDER BY id")).ShouldBe(["1|2", "9|1"]);
        (await pair.Local.RowsAsync("SELECT id FROM owners ORDER BY id")).ShouldBe(["1", "2"]);
    }

    [Fact]
    public async Task A_parent_that_a_row_gets_back_stays()
    {
        await using var pair = await OwnersAsync();
        await pair.Production.ExecuteAsync("INSERT INTO owners VALUES (2, 'New')");
        await pair.SyncAsync();
        await pair.Local.ExecuteAsync("UPDATE seats SET owner = 2 WHERE id = 1");
        await pair.Production.ExecuteAsync("UPDATE seats SET note = 'later' WHERE id = 1");
        await pair.SyncAsync();
        await pair.UndoAsync();

        (await pair.UndoAsync()).Single().ShouldSatisfyAllConditions(undone => undone.Removed.ShouldBe(0), undone => undone.Kept.ShouldBe(1));

        (await pair.Local.RowsAsync("SELECT owner FROM seats")).ShouldBe(["2"]);
    }

    private async Task<SyncPair> OwnersAsync()
    {
        var pair = await PairAsync();
        pair.Options = new() { Identity = new Dictionary<string, IdentityRule> { ["owners"] = new(IdentityKind.PrimaryKey, []), ["seats"] = new(IdentityKind.PrimaryKey, []), ["marks"] = new(IdentityKind.PrimaryKey, []) } };
        await pair.BothAsync(
            "CREATE TABLE owners (id {id}, name VARCHAR(20))",
            "CREATE TABLE seats (id {id}, owner {ref} NOT NULL, place INT NOT NULL, note VARCHAR(20), UNIQUE (owner, place), FOREIGN KEY (owner) REFERENCES owners (id))",
            "CREATE TABLE marks (id {id}, seat {ref}, FOREIGN KEY (seat) REFERENCES seats (id))",
            "INSERT INTO owners VALUES (1, 'Old')", "INSERT INTO seats VALUES (1, 1, 1, 'old')");
        return pair;
    }

    [Fact]
    public async Task A_freed_value_that_somebody_has_taken_since_stays_with_them_when_the_run_is_undone()
    {
        await using var pair = await ByIdAsync("email VARCHAR(50) NOT NULL UNIQUE, name VARCHAR(50)", "(1, 'a@x.org', 'A'), (2, 'b@x.org', 'B')");
        await pair.Production.ExecuteAsync("UPDATE users SET email = 'new@x.org' WHERE id = 1", "UPDATE users SET name = 'Bo' WHERE id = 2");
        await pair.SyncAsync();
        await pair.Local.ExecuteAsync("INSERT INTO users VALUES (9, 'a@x.org', 'Since')");

        (await pair.UndoAsync()).Single().ShouldSatisfyAllConditions(undone => undone.Restored.ShouldBe(1), undone => undone.Kept.ShouldBe(1));

        (await pair.Local.RowsAsync("SELECT id, email, name FROM users ORDER BY id")).ShouldBe(["1|new@x.org|A", "2|b@x.org|B", "9|a@x.org|Since"]);
    }

    [Fact]
    public async Task A_row_whose_second_unique_value_is_taken_stays_out_and_overwrites_nobody()
    {
        await using var pair = await PairAsync();
        pair.Options = new() { Identity = new Dictionary<string, IdentityRule> { ["users"] = new(IdentityKind.Columns, [["email"]]) } };
        await pair.BothAsync(
            "CREATE TABLE users (id {id}, email VARCHAR(50) NOT NULL UNIQUE, username VARCHAR(50) NOT NULL UNIQUE)",
            "CREATE TABLE posts (id {id}, user_id BIGINT NOT NULL, body VARCHAR(50))");
        pair.Options = new()
        {
            Identity = pair.Options.Identity,
            References = new Dictionary<string, ReferenceOptions> { ["posts.user_id"] = new() { To = "users" } },
        };
        await pair.Production.ExecuteAsync("INSERT INTO users VALUES (12, 'thomas@x.org', 'neo')", "INSERT INTO posts VALUES (1, 12, 'hello')");
        await pair.Local.ExecuteAsync("INSERT INTO users VALUES (8, 'other@x.org', 'neo')");

        var plan = await pair.SyncAsync();

        (await pair.Local.RowsAsync("SELECT id, email, username FROM users")).ShouldBe(["8|other@x.org|neo"]);
        (await pair.Local.RowsAsync("SELECT * FROM posts")).ShouldBeEmpty();
        plan["users"].Skipped.ShouldBe(1);
        plan["posts"].Skipped.ShouldBe(1);
    }

    [Fact]
    public async Task Rows_without_a_key_value_match_nobody()
    {
        await using var pair = await PairAsync();
        pair.Options = new() { Identity = new Dictionary<string, IdentityRule> { ["users"] = new(IdentityKind.Columns, [["lower(trim(email))"]]) } };
        await pair.BothAsync("CREATE TABLE users (id {id}, email VARCHAR(50), name VARCHAR(50))");
        await pair.Production.ExecuteAsync("INSERT INTO users VALUES (1, NULL, 'N'), (2, '', 'E'), (3, ' Ana@X.org', 'Ana')");
        await pair.Local.ExecuteAsync("INSERT INTO users VALUES (7, NULL, 'n'), (8, '', 'e'), (9, 'ana@x.org', 'ana')");

        var plan = (await pair.SyncAsync())["users"];

        plan.ShouldSatisfyAllConditions(() => plan.Adopted.ShouldBe(1), () => plan.Inserted.ShouldBe(2));
        (await pair.Local.RowsAsync("SELECT name FROM users ORDER BY id")).ShouldBe(["N", "E", "n", "e", "Ana"]);
    }

    [Fact]
    public async Task Of_two_rows_with_the_same_key_none_is_picked()
    {
        await using var pair = await PairAsync();
        pair.Options = new() { Identity = new Dictionary<string, IdentityRule> { ["users"] = new(IdentityKind.Columns, [["email"]]) } };
        await pair.BothAsync("CREATE TABLE users (id {id}, email VARCHAR(50), name VARCHAR(50))");
        await pair.Production.ExecuteAsync("INSERT INTO users VALUES (1, 'a@x.org', 'A')");
        await pair.Local.ExecuteAsync("INSERT INTO users VALUES (7, 'a@x.org', 'one'), (8, 'a@x.org', 'two')");

        var plan = await pair.PlanAsync();
        await pair.ApplyAsync(plan);

        plan.Outcome.ShouldBe(SyncOutcome.Conflicts);
        (await pair.Local.RowsAsync("SELECT id, name FROM users ORDER BY id")).ShouldBe(["7|one", "8|two"]);
    }

    [Fact]
    public async Task A_key_that_holds_its_own_parent_is_resolved_level_by_level()
    {
        await using var pair = await PairAsync();
        pair.Options = new() { Identity = new Dictionary<string, IdentityRule> { ["categories"] = new(IdentityKind.Columns, [["parent_id", "slug"]]) } };
        await pair.BothAsync("CREATE TABLE categories (id {id}, parent_id {ref}, slug VARCHAR(50) NOT NULL, UNIQUE (parent_id, slug), FOREIGN KEY (parent_id) REFERENCES categories (id))");
        await pair.Production.ExecuteAsync("INSERT INTO categories VALUES (1, NULL, 'films')", "INSERT INTO categories VALUES (2, 1, 'old')", "INSERT INTO categories VALUES (3, 2, 'silent'), (4, 1, 'new')");
        await pair.Local.ExecuteAsync("INSERT INTO categories VALUES (5, NULL, 'films')", "INSERT INTO categories VALUES (3, 5, 'old')", "INSERT INTO categories VALUES (1, 3, 'silent')");

        var plan = (await pair.SyncAsync())["categories"];

        plan.ShouldSatisfyAllConditions(() => plan.Adopted.ShouldBe(3), () => plan.Inserted.ShouldBe(1), () => plan.Updated.ShouldBe(0));
        (await pair.Local.RowsAsync("SELECT id, parent_id, slug FROM categories ORDER BY id")).ShouldBe(["1|3|silent", "3|5|old", "4|5|new", "5|NULL|films"]);
    }

    [Fact]
    public async Task Of_a_table_without_a_key_only_missing_copies_come_in()
    {
        await using var pair = await PairAsync();
        await pair.BothAsync("CREATE TABLE log (level INT, message VARCHAR(50))");
        await pair.Production.ExecuteAsync("INSERT INTO log VALUES (1, 'a'), (1, 'a'), (2, NULL), (3, 'c')");
        await pair.Local.ExecuteAsync("INSERT INTO log VALUES (1, 'a'), (9, 'mine')");

        var plan = (await pair.SyncAsync())["log"];

        plan.Inserted.ShouldBe(3);
        (await pair.Local.RowsAsync("SELECT level, message FROM log ORDER BY level")).ShouldBe(["1|a", "1|a", "2|NULL", "3|c", "9|mine"]);
        (await pair.PlanAsync()).Outcome.ShouldBe(SyncOutcome.Nothing);
    }

    private async Task<SyncPair> ByIdAsync(string columns, string rows)
    {
        var pair = await PairAsync();
        pair.Options = new() { Identity = new Dictionary<string, IdentityRule> { ["users"] = new(IdentityKind.PrimaryKey, []) } };
        await pair.BothAsync($"CREATE TABLE users (id {{id}}, {columns})", $"INSERT INTO users VALUES {rows}");
        await pair.SyncAsync();
        return pair;
    }
}
