namespace Ferry.EndToEnd.Tests.Sync;

/// <summary>All that a sync does with a target over some days, for targets that are odd as a whole: a first sync, changes of both sides, values that change places, copies, parts, undo.</summary>
internal static class WholeStory
{
    /// <summary>Lives it, and leaves the target after the second sync.</summary>
    /// <param name="pair">Two sides without tables.</param>
    /// <param name="notes">Makes a table <c>notes</c> here, whose rows have no key at the source.</param>
    /// <param name="undone">Whether undo takes copies out of that one; it does not where the table has columns that the source lacks.</param>
    public static async Task LiveAsync(SyncPair pair, string notes, bool undone)
    {
        await SyncScene.MakeAsync(pair, numbered: true);
        pair.Options = new()
        {
            Identity = SyncScene.Options.Identity, References = SyncScene.Options.References, RowsPerTransaction = 1,
            Where = new Dictionary<string, string> { ["movies"] = "released < 1990" }, // The other one comes along, for it is needed.
        };
        await pair.Production.ExecuteAsync("CREATE TABLE notes (line VARCHAR(50))", "INSERT INTO notes VALUES ('a'), ('a'), ('b')");
        await pair.Local.ExecuteAsync(notes, "INSERT INTO notes (line) VALUES ('a'), ('c')");
        var before = await SyncScene.ToldAsync(pair.Local);
        await pair.SyncAsync();
        var first = await SyncScene.ToldAsync(pair.Local);
        first.ShouldContain("bob@x.org|cube|3");
        (await NotesAsync(pair)).ShouldBe("a, a, b, c");

        await pair.UndoAsync();
        (await SyncScene.ToldAsync(pair.Local)).ShouldBe(before);
        (await NotesAsync(pair)).ShouldBe(undone ? "a, c" : "a, a, b, c");
        await pair.SyncAsync();
        (await SyncScene.ToldAsync(pair.Local)).ShouldBe(first);
        (await NotesAsync(pair)).ShouldBe("a, a, b, c");

        await pair.Production.ExecuteAsync(
            "UPDATE movies SET slug = 'parked' WHERE id = 1", "UPDATE movies SET slug = 'alien' WHERE id = 2", "UPDATE movies SET slug = 'brazil' WHERE id = 1",
            "UPDATE users SET name = 'Bob the builder' WHERE id = 2", "INSERT INTO users VALUES (4, 'di@x.org', 'Di')", "INSERT INTO orders VALUES (6, 4, 60)",
            "INSERT INTO order_items VALUES (4, 6, 3, 60)", "INSERT INTO notes VALUES ('a'), ('d'), ('d')");
        await pair.Local.ExecuteAsync("UPDATE users SET name = 'Cy, edited here' WHERE email = 'cy@x.org'", "DELETE FROM notes WHERE line = 'b'");
        var edited = await SyncScene.ToldAsync(pair.Local);
        await pair.SyncAsync();
        var second = await SyncScene.ToldAsync(pair.Local);
        string[] expected = ["brazil|Alien|1979", "alien|Brazil|1985", "Bob the builder", "Cy, edited here", "di@x.org|60|cube|60"];
        expected.ShouldAllBe(line => second.Contains(line));
        (await NotesAsync(pair)).ShouldBe("a, a, a, c, d, d");
        (await pair.PlanAsync()).Outcome.ShouldBe(Ferry.Sync.SyncOutcome.Nothing);

        await pair.UndoAsync();
        (await SyncScene.ToldAsync(pair.Local)).ShouldBe(edited);
        (await NotesAsync(pair)).ShouldBe(undone ? "a, a, c" : "a, a, a, c, d, d");
        await pair.SyncAsync();
        (await SyncScene.ToldAsync(pair.Local)).ShouldBe(second);
        (await NotesAsync(pair)).ShouldBe("a, a, a, c, d, d");
    }

    private static async Task<string> NotesAsync(SyncPair pair) => string.Join(", ", await pair.Local.RowsAsync("SELECT line FROM notes ORDER BY line"));
}
