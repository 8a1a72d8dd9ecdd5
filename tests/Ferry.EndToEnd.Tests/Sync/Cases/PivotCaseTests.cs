using Ferry.Environments;

namespace Ferry.EndToEnd.Tests.Sync.Cases;

/// <summary>Rows that join two others.</summary>
public abstract class PivotCaseTests : SyncCaseTests
{
    private const string Movies = "CREATE TABLE movies (id {id}, slug VARCHAR(50) NOT NULL UNIQUE)";
    private const string Users = "CREATE TABLE users (id {id}, email VARCHAR(50) NOT NULL UNIQUE)";
    private const string Keys = "movie_id {ref} NOT NULL, user_id {ref} NOT NULL";
    private const string Foreign = "FOREIGN KEY (movie_id) REFERENCES movies (id), FOREIGN KEY (user_id) REFERENCES users (id)";

    // Movie 1 there is 11 here, user 1 there is 21 here; movie 2 and user 2 are only there.
    private async Task<SyncPair> JoinedAsync(string pivot, SyncOptions? options = null)
    {
        var pair = await PairAsync(
            new SyncOptions
            {
                Identity = new Dictionary<string, IdentityRule>(Identities(("movies", ["slug"]), ("users", ["email"])).Concat(options?.Identity ?? new Dictionary<string, IdentityRule>())),
                Collapse = options?.Collapse ?? new Dictionary<string, CollapseOptions>(),
            },
            Movies, Users, pivot);
        await pair.Production.ExecuteAsync("INSERT INTO movies VALUES (1, 'alien'), (2, 'brazil')", "INSERT INTO users VALUES (1, 'a@x.org'), (2, 'b@x.org')");
        await pair.Local.ExecuteAsync("INSERT INTO movies VALUES (11, 'alien')", "INSERT INTO users VALUES (21, 'a@x.org')");
        return pair;
    }

    [Fact]
    public async Task Case_13_A_pivot_without_an_id_follows_both_its_parents_and_merges_its_other_columns()
    {
        await using var pair = await JoinedAsync($"CREATE TABLE seen ({Keys}, rating INT, stars INT, PRIMARY KEY (movie_id, user_id), {Foreign})");
        await pair.Production.ExecuteAsync("INSERT INTO seen VALUES (1, 1, 5, 1), (2, 1, 4, 1), (1, 2, 3, 1)");
        await pair.Local.ExecuteAsync("INSERT INTO seen VALUES (11, 21, 9, 1)");

        var first = (await pair.SyncAsync())["seen"];

        (first.Adopted, first.Inserted, first.Updated).ShouldBe((1, 2, 1));
        (await LocalAsync(pair, "SELECT * FROM seen ORDER BY movie_id, user_id")).ShouldBe(["2|21|4|1", "11|2|3|1", "11|21|5|1"]);
        await pair.Production.ExecuteAsync("UPDATE seen SET rating = 6 WHERE movie_id = 1 AND user_id = 1");
        await pair.Local.ExecuteAsync("UPDATE seen SET stars = 2 WHERE movie_id = 11 AND user_id = 21");
        await pair.SyncAsync();
        (await LocalAsync(pair, "SELECT rating, stars FROM seen WHERE movie_id = 11 AND user_id = 21")).ShouldBe(["6|2"]);
        await SettledAsync(pair);
    }

    [Fact]
    public async Task Case_14_Rows_that_are_one_here_come_in_once_and_are_counted()
    {
        await using var pair = await JoinedAsync($"CREATE TABLE other (id {{id}})", new() { Identity = new Dictionary<string, IdentityRule> { ["seen"] = new(IdentityKind.None, []) } });
        await pair.Production.ExecuteAsync($"CREATE TABLE seen (id {pair.Production.NumberedKey}, {Ref(pair.Production)}, rating INT, {Foreign})", "INSERT INTO seen VALUES (1, 1, 1, 5), (2, 1, 1, 6), (3, 1, 1, 7), (4, 2, 1, 8)");
        await pair.Local.ExecuteAsync($"CREATE TABLE seen (id {pair.Local.NumberedKey}, {Ref(pair.Local)}, rating INT, UNIQUE (movie_id, user_id), {Foreign})");

        var plan = (await pair.SyncAsync())["seen"];

        (plan.Collapsed, plan.Inserted).ShouldBe((2, 2));
        (await LocalAsync(pair, "SELECT movie_id, user_id, rating FROM seen ORDER BY movie_id")).ShouldBe(["2|21|8", "11|21|5"]);
        await SettledAsync(pair);
    }

    [Theory]
    [InlineData("latest(stamp)", "7|1|24", "1|9|99|30")]
    [InlineData("first", "5|1|24", "9|9|99|30")]
    public async Task Case_14_A_rule_says_what_rows_come_to_that_are_one_here(string rows, string first, string later)
    {
        await using var pair = await CollapsingAsync(rows);
        await pair.Production.ExecuteAsync("INSERT INTO seen VALUES (1, 1, 1, 5, 1, 8, 1), (2, 1, 1, 7, 3, 8, 2), (3, 1, 1, 6, 2, 8, 0)");

        var plan = (await pair.SyncAsync())["seen"];

        (plan.Collapsed, plan.Inserted, plan.Skipped).ShouldBe((2, 1, 0));
        var (rating, least, total) = (first.Split('|')[0], first.Split('|')[1], first.Split('|')[2]);
        (await LocalAsync(pair, "SELECT movie_id, user_id, rating, least, total, most FROM seen")).ShouldBe([$"11|21|{rating}|{least}|{total}|2"]);
        await SettledAsync(pair);

        // Another of the rows is the latest now, and one that was not paired has grown.
        await pair.Production.ExecuteAsync("UPDATE seen SET rating = 9, least = 9 WHERE id = 1", "UPDATE seen SET rating = 1, least = 9, total = 14, most = 99 WHERE id = 3", "UPDATE seen SET least = 10 WHERE id = 2");
        (await pair.SyncAsync())["seen"].Updated.ShouldBe(1);
        (await LocalAsync(pair, "SELECT rating, least, most, total FROM seen")).ShouldBe([rows == "first" ? later : "7|9|99|30"]);
        await SettledAsync(pair);
        await pair.UndoAsync();
        (await LocalAsync(pair, "SELECT rating, least, total, most FROM seen")).ShouldBe([$"{rating}|{least}|{total}|2"]);
    }

    [Fact]
    public async Task Case_14_A_rule_is_used_too_where_the_row_is_here_already()
    {
        await using var pair = await CollapsingAsync("latest(least)");
        await pair.Production.ExecuteAsync("INSERT INTO seen VALUES (1, 1, 1, 5, 1, 8, 1), (2, 1, 1, 7, 3, 8, 2)");
        await pair.Local.ExecuteAsync("INSERT INTO seen VALUES (40, 11, 21, 0, 0, 0, 0)");

        var plan = (await pair.SyncAsync())["seen"];

        (plan.Collapsed, plan.Adopted, plan.Inserted, plan.Skipped).ShouldBe((1, 1, 0, 0));
        (await LocalAsync(pair, "SELECT * FROM seen")).ShouldBe(["40|11|21|7|1|16|2"]);
        await SettledAsync(pair);
    }

    // Only the target says that a pair occurs once.
    private async Task<SyncPair> CollapsingAsync(string rows)
    {
        var rule = new CollapseOptions { Rows = rows.Replace("stamp", "least", StringComparison.Ordinal), Columns = new Dictionary<string, CollapsedValue> { ["least"] = CollapsedValue.Min, ["total"] = CollapsedValue.Sum, ["most"] = CollapsedValue.Max } };
        var pair = await JoinedAsync("CREATE TABLE other (id {id})", new() { Identity = Identities(("seen", ["movie_id", "user_id"])), Collapse = new Dictionary<string, CollapseOptions> { ["seen"] = rule } });
        await pair.Production.ExecuteAsync($"CREATE TABLE seen (id {pair.Production.NumberedKey}, {Ref(pair.Production)}, rating INT, least INT, total INT, most INT, {Foreign})");
        await pair.Local.ExecuteAsync($"CREATE TABLE seen (id {pair.Local.NumberedKey}, {Ref(pair.Local)}, rating INT, least INT, total INT, most INT, UNIQUE (movie_id, user_id), {Foreign})");
        return pair;
    }

    [Fact]
    public async Task Case_15_The_same_pair_under_another_id_is_updated_and_not_doubled()
    {
        await using var pair = await JoinedAsync($"CREATE TABLE seen (id {{id}}, {Keys}, rating INT, UNIQUE (movie_id, user_id), {Foreign})");
        await pair.Production.ExecuteAsync("INSERT INTO seen VALUES (1, 1, 1, 5), (9, 2, 2, 4)");
        await pair.Local.ExecuteAsync("INSERT INTO seen VALUES (9, 11, 21, 3)");

        var plan = (await pair.SyncAsync())["seen"];

        (plan.Adopted, plan.Updated, plan.Inserted, plan.Renumbered).ShouldBe((1, 1, 1, 1));
        (await LocalAsync(pair, "SELECT * FROM seen ORDER BY id")).ShouldBe(["9|11|21|5", "10|2|2|4"]);
    }

    [Fact]
    public async Task Case_16_A_pivot_that_is_all_key_is_inserted_or_left()
    {
        await using var pair = await JoinedAsync($"CREATE TABLE seen ({Keys}, PRIMARY KEY (movie_id, user_id), {Foreign})");
        await pair.Production.ExecuteAsync("INSERT INTO seen VALUES (1, 1), (2, 2)");
        await pair.Local.ExecuteAsync("INSERT INTO seen VALUES (11, 21)");

        var plan = (await pair.SyncAsync())["seen"];

        (plan.Adopted, plan.Updated, plan.Inserted).ShouldBe((1, 0, 1));
        (await LocalAsync(pair, "SELECT * FROM seen ORDER BY movie_id")).ShouldBe(["2|2", "11|21"]);
        await SettledAsync(pair);
        await pair.UndoAsync();
    }

    private static string Ref(SyncSide side) => Keys.Replace("{ref}", side.NumberedReference, StringComparison.Ordinal);
}
