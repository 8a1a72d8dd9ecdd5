namespace Ferry.EndToEnd.Tests.Sync;

/// <summary>Histories that random ones have shown to be hard, as small as they get.</summary>
public abstract class SyncHistoryTests
{
    private protected abstract Task<SyncPair> PairAsync();

    [Fact]
    public async Task Rows_made_on_both_sides_are_listed_although_nothing_of_them_is_taken_and_stay_as_they_are_later()
    {
        await using var pair = await PairAsync();
        await pair.BothAsync("CREATE TABLE movies (id {id}, slug VARCHAR(50) NOT NULL UNIQUE, title VARCHAR(50))", "INSERT INTO movies VALUES (1, 'alien', 'Alien')");
        await pair.SyncAsync();
        await pair.Production.ExecuteAsync("INSERT INTO movies VALUES (2, 'brazil', 'Brazil of production')");
        await pair.Local.ExecuteAsync("INSERT INTO movies VALUES (2, 'brazil', 'Brazil of mine')");

        (await pair.SyncAsync())["movies"].Conflicts.ShouldBe(1);

        await pair.Production.ExecuteAsync("UPDATE movies SET title = 'Brazil of production, again' WHERE id = 2");
        (await pair.SyncAsync())["movies"].Conflicts.ShouldBe(1);
        (await pair.Local.RowsAsync("SELECT title FROM movies WHERE id = 2")).ShouldBe(["Brazil of mine"]);
    }

    [Fact]
    public async Task New_rows_whose_parent_was_deleted_here_are_left_out_or_come_without_it()
    {
        await using var pair = await PairAsync();
        await pair.BothAsync(
            "CREATE TABLE users (id VARCHAR(20) PRIMARY KEY)",
            "CREATE TABLE orders (id VARCHAR(20) PRIMARY KEY, user_id VARCHAR(20) NOT NULL, FOREIGN KEY (user_id) REFERENCES users (id))",
            "CREATE TABLE notes (id VARCHAR(20) PRIMARY KEY, user_id VARCHAR(20), FOREIGN KEY (user_id) REFERENCES users (id))",
            "INSERT INTO users VALUES ('ana'), ('bob')");
        await pair.SyncAsync();
        await pair.Production.ExecuteAsync("INSERT INTO orders VALUES ('o1', 'ana'), ('o2', 'bob')", "INSERT INTO notes VALUES ('n1', 'ana'), ('n2', 'bob')");
        await pair.Local.ExecuteAsync("DELETE FROM users WHERE id = 'ana'");

        var plan = await pair.SyncAsync();

        (plan["orders"].Inserted, plan["orders"].Skipped, plan["notes"].Inserted).ShouldBe((1, 1, 2));
        (await pair.Local.RowsAsync("SELECT id, user_id FROM orders UNION ALL SELECT id, user_id FROM notes ORDER BY id")).ShouldBe(["n1|NULL", "n2|bob", "o2|bob"]);
    }
}
