namespace Ferry.EndToEnd.Tests.Sync;

/// <summary>The same people under other ids, and what hangs on them; once with numbers and once with UUIDs.</summary>
public abstract class SyncSceneTests
{
    private protected abstract Task<SyncPair> PairAsync();

    [Fact]
    public async Task Merges_one_table_by_its_natural_key()
    {
        await using var pair = await PairAsync();
        await pair.BothAsync("CREATE TABLE users (id {id}, email VARCHAR(100) NOT NULL UNIQUE, name VARCHAR(100))");
        await pair.Production.ExecuteAsync("INSERT INTO users VALUES (1, 'ana@x.org', 'Ana P'), (2, 'bob@x.org', 'Bob'), (3, 'cy@x.org', 'Cy')");
        await pair.Local.ExecuteAsync("INSERT INTO users VALUES (7, 'ana@x.org', 'Ana'), (2, 'dev@x.org', 'Dev')");
        var before = await pair.Local.DumpAsync();

        var users = (await pair.SyncAsync())["users"];

        users.ShouldSatisfyAllConditions(() => users.Adopted.ShouldBe(1), () => users.Updated.ShouldBe(1), () => users.Inserted.ShouldBe(2), () => users.Renumbered.ShouldBe(1));
        (await pair.Local.RowsAsync("SELECT id, email, name FROM users ORDER BY id")).ShouldBe(["2|dev@x.org|Dev", "3|cy@x.org|Cy", "7|ana@x.org|Ana P", "8|bob@x.org|Bob"]);
        (await pair.PlanAsync()).Outcome.ShouldBe(Ferry.Sync.SyncOutcome.Nothing);
        (await pair.UndoAsync()).Single().Kept.ShouldBe(0);
        (await pair.Local.DumpAsync()).ShouldBe(before);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task People_are_recognised_by_email_and_everything_that_hangs_on_them_follows(bool numbered)
    {
        await using var pair = await PairAsync();
        await SyncScene.MakeAsync(pair, numbered);

        await pair.SyncAsync();

        (await pair.Local.RowsAsync("SELECT email, name FROM users ORDER BY email")).ShouldBe(["ana@x.org|Ana", "bob@x.org|Bob", "cy@x.org|Cy", "dev@x.org|Dev", "eve@x.org|Eve"]);
        (await pair.Local.RowsAsync(SyncScene.Watched)).ShouldBe(["ana@x.org|alien|5", "ana@x.org|brazil|4", "bob@x.org|cube|3", "dev@x.org|cube|2"]);
        (await pair.Local.RowsAsync(SyncScene.Ordered)).ShouldBe(["ana@x.org|40|alien|40", "bob@x.org|50|brazil|25", "bob@x.org|50|cube|25", "dev@x.org|55|cube|55"]);
        var comments = await pair.Local.RowsAsync(SyncScene.Commented);
        comments.ShouldContain("bob@x.org|agreed|great|movie|alien|NULL");
        comments.ShouldContain("bob@x.org|late|NULL|order|NULL|50");
        comments.ShouldContain("dev@x.org|hm|NULL|movie|cube|NULL");
    }

    [Fact]
    public async Task Local_ids_stay_and_taken_ones_are_given_anew()
    {
        await using var pair = await PairAsync();
        await SyncScene.MakeAsync(pair, numbered: true);

        var plan = await pair.SyncAsync();

        (await pair.Local.RowsAsync("SELECT id, email FROM users ORDER BY id")).ShouldBe(["1|dev@x.org", "2|ana@x.org", "3|eve@x.org", "4|bob@x.org", "5|cy@x.org"]);
        (await pair.Local.RowsAsync("SELECT id, user_id, total FROM orders ORDER BY id")).ShouldBe(["4|2|40", "5|1|55", "6|4|50"]);
        (await pair.Local.RowsAsync("SELECT * FROM movie_user ORDER BY id")).ShouldBe(["1|2|2|5", "2|1|1|2", "3|1|4|3", "4|4|2|4"]);
        (await pair.Local.RowsAsync("SELECT * FROM comments ORDER BY id"))
            .ShouldBe(["1|NULL|2|movie|2|great", "2|NULL|1|movie|1|hm", "3|NULL|4|order|6|late", "4|1|4|movie|2|agreed"]);
        plan["orders"].Renumbered.ShouldBe(1);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_second_run_changes_nothing_and_no_local_row_is_ever_gone(bool numbered)
    {
        await using var pair = await PairAsync();
        await SyncScene.MakeAsync(pair, numbered);
        await pair.SyncAsync();
        var first = await pair.Local.DumpAsync();

        var plan = await pair.PlanAsync();
        await pair.ApplyAsync(plan);

        plan.Outcome.ShouldBe(Ferry.Sync.SyncOutcome.Nothing);
        (await pair.Local.DumpAsync()).ShouldBe(first);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Local_edits_since_the_last_sync_survive_and_changes_of_production_arrive(bool numbered)
    {
        await using var pair = await PairAsync();
        await SyncScene.MakeAsync(pair, numbered);
        await pair.SyncAsync();
        await pair.Local.ExecuteAsync("UPDATE users SET name = 'Ana, edited here' WHERE email = 'ana@x.org'", "UPDATE movies SET title = 'Brazil!' WHERE slug = 'brazil'");
        await pair.Production.ExecuteAsync(
            "UPDATE users SET name = 'Bob the builder' WHERE email = 'bob@x.org'", "UPDATE movies SET title = 'Brazil?', released = 1984 WHERE slug = 'brazil'");

        var plan = await pair.SyncAsync();

        (await pair.Local.RowsAsync("SELECT email, name FROM users WHERE email < 'c' ORDER BY email")).ShouldBe(["ana@x.org|Ana, edited here", "bob@x.org|Bob the builder"]);
        (await pair.Local.RowsAsync("SELECT title, released FROM movies WHERE slug = 'brazil'")).ShouldBe(["Brazil!|1984"]);
        plan["movies"].Conflicts.ShouldBe(1);
        plan["movies"].Open.Single().Cells.ShouldBe([new Ferry.Sync.SyncCell("title", "Brazil!", "Brazil?")]);
        var again = (await pair.PlanAsync()).Databases.Single().Tables;
        again.ShouldAllBe(table => table.Inserted + table.Updated + table.Adopted == 0);
        again.Where(table => table.Conflicts > 0).Select(table => (table.Name, table.StillOpen)).ShouldBe([("movies", 1)]);

        await pair.Production.ExecuteAsync("UPDATE users SET name = 'Ana of production' WHERE email = 'ana@x.org'");
        (await pair.SyncAsync())["users"].Conflicts.ShouldBe(1);
        (await pair.Local.RowsAsync("SELECT name FROM users WHERE email = 'ana@x.org'")).ShouldBe(["Ana, edited here"]);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Undo_puts_everything_back(bool numbered)
    {
        await using var pair = await PairAsync();
        await SyncScene.MakeAsync(pair, numbered);
        var before = await pair.Local.DumpAsync();
        await pair.SyncAsync();
        var first = await pair.Local.DumpAsync();
        await pair.Production.ExecuteAsync("UPDATE users SET name = 'Bob the builder' WHERE email = 'bob@x.org'", "UPDATE orders SET total = 51 WHERE total = 50");
        await pair.SyncAsync();

        (await pair.UndoAsync()).Single().Restored.ShouldBe(2);
        (await pair.Local.DumpAsync()).ShouldBe(first);
        (await pair.UndoAsync()).Single().Kept.ShouldBe(0);
        (await pair.Local.DumpAsync()).ShouldBe(before);
        (await pair.HistoryAsync()).Select(run => run.State).ShouldBe(["undone", "undone"]);

        await pair.SyncAsync();
        (await pair.Local.RowsAsync("SELECT name FROM users WHERE email = 'bob@x.org'")).ShouldBe(["Bob the builder"]);
    }

    [Fact]
    public async Task Undo_leaves_rows_that_were_edited_since_or_that_something_else_refers_to()
    {
        await using var pair = await PairAsync();
        await SyncScene.MakeAsync(pair, numbered: true);
        await pair.SyncAsync();
        await pair.Local.ExecuteAsync("INSERT INTO orders VALUES (90, 4, 9)", "UPDATE movies SET title = 'Brazil, mine' WHERE slug = 'brazil'");

        var undone = (await pair.UndoAsync()).Single();

        undone.Kept.ShouldBeGreaterThan(0);
        (await pair.Local.RowsAsync("SELECT email FROM users ORDER BY id")).ShouldBe(["dev@x.org", "ana@x.org", "eve@x.org", "bob@x.org"]);
        (await pair.Local.RowsAsync("SELECT title FROM movies ORDER BY id")).ShouldBe(["Cube", "Alien", "Brazil, mine"]);
        (await pair.Local.RowsAsync("SELECT id FROM orders ORDER BY id")).ShouldBe(["5", "90"]);
    }

    [Fact]
    public async Task A_plan_is_stale_when_the_target_has_changed_since()
    {
        await using var pair = await PairAsync();
        await SyncScene.MakeAsync(pair, numbered: true);
        var plan = await pair.PlanAsync();
        await pair.Local.ExecuteAsync("UPDATE users SET name = 'changed in between' WHERE email = 'ana@x.org'");
        var before = await pair.Local.DumpAsync();

        var failure = await Should.ThrowAsync<FerryException>(() => pair.ApplyAsync(plan));

        failure.Code.ShouldBe("sync.stale-plan");
        failure.Kind.ShouldBe(FailureKind.Refused);
        (await pair.Local.DumpAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Rows_deleted_on_either_side_stay_as_they_are_and_are_reported()
    {
        await using var pair = await PairAsync();
        await SyncScene.MakeAsync(pair, numbered: true);
        await pair.SyncAsync();
        await pair.Production.ExecuteAsync("DELETE FROM movie_user WHERE movie_id = 2");
        await pair.Local.ExecuteAsync("DELETE FROM movie_user WHERE user_id = 4");
        var before = await pair.Local.DumpAsync();

        var plan = await pair.SyncAsync();

        plan["movie_user"].Gone.ShouldBe(1);
        plan["movie_user"].DeletedHere.ShouldBe(1);
        (await pair.Local.DumpAsync()).ShouldBe(before);
    }
}
