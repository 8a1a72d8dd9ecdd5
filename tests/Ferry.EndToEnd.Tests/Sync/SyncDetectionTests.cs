using Ferry.Environments;
using Ferry.Sync;
using Ferry.Sync.Masking;

namespace Ferry.EndToEnd.Tests.Sync;

/// <summary>What a sync reads of its source: what changed, and what did not find its place.</summary>
public abstract class SyncDetectionTests
{
    private const int Rows = 500;

    private protected abstract Task<SyncPair> PairAsync();

    [Fact]
    public async Task A_second_sync_reads_nothing()
    {
        await using var pair = await MadeAsync();
        await pair.SyncAsync();

        var plan = await pair.SyncAsync();

        plan.Values.ShouldAllBe(table => table.Unchanged && table.Read == 0 && table.Reading != null);
        (await pair.Local.RowsAsync("SELECT COUNT(*) FROM notes")).ShouldBe([$"{Rows}"]);
    }

    [Fact]
    public async Task A_scattered_change_is_fetched_alone()
    {
        await using var pair = await MadeAsync();
        await pair.Production.AnalyzeAsync("notes");
        await pair.SyncAsync();
        await pair.Production.ExecuteAsync("UPDATE notes SET body = 'changed' WHERE id = 300", "INSERT INTO notes VALUES (9000, 1, 'new')", "DELETE FROM notes WHERE id = 20");

        var plan = await pair.SyncAsync();

        plan["people"].Unchanged.ShouldBeTrue();
        plan["notes"].ShouldSatisfyAllConditions(
            notes => notes.Look.ShouldBe(SourceLook.Digests), notes => notes.Held.ShouldBe(Rows), notes => notes.Read.ShouldBeLessThan(Rows / 3, notes.Reading),
            notes => notes.Updated.ShouldBe(1), notes => notes.Inserted.ShouldBe(1), notes => notes.Gone.ShouldBe(1));
        (await pair.Local.RowsAsync("SELECT id, body FROM notes WHERE id IN (20, 300, 9000) ORDER BY id")).ShouldBe(["20|note 20", "300|changed", "9000|new"]);
        (await pair.SyncAsync()).Values.ShouldAllBe(table => table.Unchanged);
    }

    [Fact]
    public async Task What_was_undone_comes_again()
    {
        await using var pair = await MadeAsync();
        var before = await pair.Local.DumpAsync();
        await pair.SyncAsync();
        var synced = await pair.Local.DumpAsync();
        await pair.UndoAsync();
        (await pair.Local.DumpAsync()).ShouldBe(before);

        (await pair.SyncAsync())["notes"].Read.ShouldBe(Rows);

        (await pair.Local.DumpAsync()).ShouldBe(synced);
    }

    [Fact]
    public async Task A_plan_that_is_dropped_records_nothing()
    {
        await using var pair = await MadeAsync();
        await pair.PlanAsync();

        var plan = await pair.SyncAsync();

        plan["notes"].Read.ShouldBe(Rows);
        plan["notes"].Inserted.ShouldBe(Rows);
    }

    [Fact]
    public async Task A_row_without_a_place_comes_again_until_it_has_one()
    {
        await using var pair = await MadeAsync();
        await pair.Production.ExecuteAsync("INSERT INTO people VALUES (3, 'cy@x.org', 'Cy')", "INSERT INTO notes VALUES (7000, 3, 'of cy')");
        await pair.Local.ExecuteAsync("INSERT INTO people VALUES (10, 'CY@x.org', 'One'), (11, 'cy@X.org', 'Two')");
        pair.Options = new SyncOptions { Identity = new Dictionary<string, IdentityRule> { ["people"] = new IdentityRule(IdentityKind.Columns, [["lower(email)"]]) } };
        var first = await pair.SyncAsync();
        first["notes"].Skipped.ShouldBe(1);
        first["people"].Skipped.ShouldBe(1);

        await pair.Local.ExecuteAsync("DELETE FROM people WHERE id IN (10, 11)");
        await pair.SyncAsync();

        (await pair.Local.RowsAsync("SELECT body, email FROM notes JOIN people ON people.id = person WHERE body = 'of cy'")).ShouldBe(["of cy|cy@x.org"]);
        (await pair.SyncAsync()).Values.ShouldAllBe(table => table.Unchanged);
    }

    [Fact]
    public async Task A_changed_mask_rule_has_everything_read()
    {
        await using var pair = await MadeAsync();
        await pair.SyncAsync();
        pair.Adjust = request => request with
        {
            Masks = MaskingRules.Parse(new Dictionary<string, MaskOptions> { ["people.name"] = new() { Kind = MaskKind.Name } }), MaskKey = MaskKey.Parse(new Secret(new string('7', 64))),
        };

        var plan = await pair.SyncAsync();

        plan["people"].Read.ShouldBe(2);
        plan["people"].Reading.ShouldBe("what is done with its rows has changed");
        (await pair.Local.RowsAsync("SELECT name FROM people")).ShouldNotContain("Ana");
    }

    [Fact]
    public async Task Rows_that_look_changed_back_after_an_interlude_are_changed_back_here_too()
    {
        await using var pair = await MadeAsync();
        await pair.SyncAsync();
        foreach (var body in new[] { "other", "note 5" })
        {
            await pair.Production.ExecuteAsync($"UPDATE notes SET body = '{body}' WHERE id = 5");
            await pair.SyncAsync();
            (await pair.Local.RowsAsync("SELECT body FROM notes WHERE id = 5")).ShouldBe([body]);
        }
    }

    private async Task<SyncPair> MadeAsync()
    {
        var pair = await PairAsync();
        await pair.BothAsync(
            "CREATE TABLE people (id {id}, email VARCHAR(100) NOT NULL, name VARCHAR(100))",
            "CREATE TABLE notes (id {id}, person {ref} NOT NULL, body VARCHAR(100), FOREIGN KEY (person) REFERENCES people(id))");
        await pair.Production.ExecuteAsync(
            "INSERT INTO people VALUES (1, 'ana@x.org', 'Ana'), (2, 'bob@x.org', 'Bob')",
            $"INSERT INTO notes VALUES {string.Join(", ", Enumerable.Range(1, Rows).Select(id => $"({id}, {1 + (id % 2)}, 'note {id}')"))}");
        return pair;
    }
}
