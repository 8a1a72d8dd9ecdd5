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
}
