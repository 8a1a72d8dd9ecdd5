using Ferry.Environments;
using Ferry.Sync;

namespace Ferry.EndToEnd.Tests.Sync.Cases;

/// <summary>Columns and tables that are not simply the same on both sides.</summary>
public abstract class ColumnCaseTests : SyncCaseTests
{
    [Fact]
    public async Task Case_33_A_computed_column_is_never_written()
    {
        await using var pair = await PairAsync(ById("items"), "CREATE TABLE items (id {id}, n INT, price INT, total INT GENERATED ALWAYS AS (n * price) STORED)", "INSERT INTO items (id, n, price) VALUES (1, 2, 3)");
        await pair.Production.ExecuteAsync("UPDATE items SET n = 4", "INSERT INTO items (id, n, price) VALUES (2, 5, 5)");

        await pair.SyncAsync();

        (await LocalAsync(pair, "SELECT id, total FROM items ORDER BY id")).ShouldBe(["1|12", "2|25"]);
        await SettledAsync(pair);
    }

    [Fact]
    public async Task Case_34_Triggers_that_will_fire_are_named()
    {
        await using var pair = await PairAsync(ById("items"), "CREATE TABLE items (id {id}, n INT)", "INSERT INTO items VALUES (1, 2)");
        await pair.Local.ExecuteAsync(Engine.Refusing("items"));

        var plan = await pair.PlanAsync();

        plan.Databases.Single().Findings.Single(finding => finding.Code == "sync.triggers").Message.ShouldContain("refusing");
    }

    [Fact]
    public async Task Case_35_A_stamp_that_a_row_sets_itself_is_the_source_s_and_the_row_does_not_look_edited()
    {
        Assert.SkipWhen(Engine is SqliteCaseEngine, "SQLite has no columns that stamp themselves");
        await using var pair = await PairAsync(
            ById("items"), "CREATE TABLE items (id {id}, n INT, updated_at DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP)", "INSERT INTO items VALUES (1, 2, '2001-01-01 00:00:00')");
        await pair.SyncAsync();
        await pair.Production.ExecuteAsync("UPDATE items SET n = 3, updated_at = '2002-02-02 00:00:00'");

        await pair.SyncAsync();

        (await LocalAsync(pair, "SELECT n, CAST(updated_at AS CHAR) FROM items")).ShouldBe(["3|2002-02-02 00:00:00"]);
        await pair.Production.ExecuteAsync("UPDATE items SET n = 4, updated_at = '2003-03-03 00:00:00'");
        (await pair.SyncAsync())["items"].Conflicts.ShouldBe(0);
    }

    [Fact]
    public async Task Case_43_A_column_that_the_source_lacks_keeps_its_value_here()
    {
        await using var pair = await PairAsync(ById("items"));
        await pair.Production.ExecuteAsync($"CREATE TABLE items (id {pair.Production.NumberedKey}, n INT)", "INSERT INTO items VALUES (1, 5), (2, 6)");
        await pair.Local.ExecuteAsync($"CREATE TABLE items (id {pair.Local.NumberedKey}, n INT, mine INT DEFAULT 3)", "INSERT INTO items VALUES (1, 4, 9)");

        await pair.SyncAsync();

        (await LocalAsync(pair, "SELECT * FROM items ORDER BY id")).ShouldBe(["1|5|9", "2|6|3"]);
    }

    [Fact]
    public async Task Case_43_Columns_that_come_later_are_merged_however_many_there_are()
    {
        await using var pair = await PairAsync(ById("items"), "CREATE TABLE items (id {id}, n INT)", "INSERT INTO items VALUES (1, 5), (2, 6)");
        await pair.SyncAsync();
        string[] more = [.. Enumerable.Range(1, 20).Select(number => $"ALTER TABLE items ADD COLUMN more{number} INT DEFAULT 0")];
        await pair.Production.ExecuteAsync([.. more, "UPDATE items SET n = 7 WHERE id = 1"]);
        await pair.Local.ExecuteAsync(more);
        await pair.SyncAsync();
        await pair.Production.ExecuteAsync("UPDATE items SET more20 = 8 WHERE id = 1");

        await pair.SyncAsync();

        (await LocalAsync(pair, "SELECT n, more20 FROM items ORDER BY id")).ShouldBe(["7|8", "6|0"]);
        await SettledAsync(pair);
    }

    [Fact]
    public async Task Case_43_A_column_that_must_have_a_value_that_nobody_gives_ends_the_plan_with_advice()
    {
        await using var pair = await PairAsync(ById("items"));
        await pair.Production.ExecuteAsync($"CREATE TABLE items (id {pair.Production.NumberedKey}, n INT)", "INSERT INTO items VALUES (1, 5)");
        await pair.Local.ExecuteAsync($"CREATE TABLE items (id {pair.Local.NumberedKey}, n INT, mine INT NOT NULL)");

        var plan = await pair.PlanAsync();

        plan.Outcome.ShouldBe(SyncOutcome.Blocked);
        plan.Databases.Single().Findings.Single(finding => finding.Code == "sync.column-needs-value").Remedy!.ShouldContain("Recompute");
    }

    [Fact]
    public async Task Case_42_A_count_of_other_rows_is_computed_where_they_have_changed_and_never_merged()
    {
        await using var pair = await CountedAsync("SELECT COUNT(*) FROM comments WHERE comments.post_id = posts.id");
        await pair.SyncAsync();
        // Moves, comes in, goes to a new post; the count there is wrong, and nobody asks for it.
        await pair.Production.ExecuteAsync(
            "UPDATE comments SET post_id = 2 WHERE id = 1", "INSERT INTO posts VALUES (5, 'e', 40)", "INSERT INTO comments VALUES (7, 2, 'seven'), (8, 5, 'eight')", "UPDATE posts SET comment_count = 70");
        await pair.Local.ExecuteAsync("INSERT INTO comments VALUES (20, 2, 'mine')", "UPDATE posts SET comment_count = 90 WHERE id = 4");
        var before = await pair.Local.DumpAsync();

        var plan = await pair.SyncAsync();

        (await CountsAsync(pair)).ShouldBe(["1|1", "2|4", "3|1", "4|90", "5|1"]);
        plan["posts"].ShouldSatisfyAllConditions(() => plan["posts"].Recomputed.ShouldBe(["comment_count"]), () => plan["posts"].Updated.ShouldBe(0), () => plan["posts"].Conflicts.ShouldBe(0));
        (await pair.PlanAsync()).Outcome.ShouldBe(SyncOutcome.Nothing);
        await pair.UndoAsync();
        (await pair.Local.DumpAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Case_42_A_count_follows_rows_of_a_table_that_its_own_has_not_changed_with()
    {
        await using var pair = await CountedAsync("SELECT COUNT(*) FROM comments WHERE comments.post_id = posts.id");
        await pair.SyncAsync();
        await pair.Production.ExecuteAsync("INSERT INTO comments VALUES (7, 3, 'seven')");
        pair.Adjust = request => request with { RowsPerTransaction = 1 };

        await pair.SyncAsync();

        (await CountsAsync(pair)).ShouldBe(["1|2", "2|1", "3|2", "4|0"]);
        (await pair.PlanAsync()).Outcome.ShouldBe(SyncOutcome.Nothing);
    }

    [Fact]
    public async Task Case_42_Counts_and_the_rows_that_have_them_come_in_parts_and_go_again()
    {
        await using var pair = await CountedAsync("SELECT COUNT(*) FROM comments WHERE comments.post_id = posts.id");
        var before = await pair.Local.DumpAsync();
        pair.Adjust = request => request with { RowsPerTransaction = 1 };

        await pair.SyncAsync();

        (await CountsAsync(pair)).ShouldBe(["1|2", "2|1", "3|1", "4|0"]);
        await pair.UndoAsync();
        (await pair.Local.DumpAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Case_42_What_the_target_cannot_compute_is_refused_before_anything_is_written()
    {
        await using var pair = await CountedAsync("SELECT COUNT(*) FROM nobody");

        await RefusedAsync(pair, "sync.recompute-invalid");
    }

    // The counts are wrong there, and there are none here.
    private async Task<SyncPair> CountedAsync(string sql)
    {
        var pair = await PairAsync(new()
        {
            Identity = new Dictionary<string, IdentityRule> { ["posts"] = new(IdentityKind.PrimaryKey, []), ["comments"] = new(IdentityKind.PrimaryKey, []) },
            References = new Dictionary<string, ReferenceOptions> { ["comments.post_id"] = new() { To = "posts" } },
            Policies = new Dictionary<string, IReadOnlyDictionary<string, PolicyOptions>> { ["posts"] = new Dictionary<string, PolicyOptions> { ["comment_count"] = new() { Recompute = sql } } },
        }, "CREATE TABLE posts (id {id}, title VARCHAR(50), comment_count INT)", "CREATE TABLE comments (id {id}, post_id {ref}, body VARCHAR(50))");
        await pair.Production.ExecuteAsync(
            "INSERT INTO posts VALUES (1, 'a', 30), (2, 'b', 30), (3, 'c', 30), (4, 'd', 0)", "INSERT INTO comments VALUES (1, 1, 'one'), (2, 1, 'two'), (3, 2, 'three'), (4, 3, 'four')");
        return pair;
    }

    private static Task<IReadOnlyList<string>> CountsAsync(SyncPair pair) => pair.Local.RowsAsync("SELECT id, comment_count FROM posts ORDER BY id");

    [Fact]
    public async Task Case_44_Rows_that_would_break_a_condition_of_the_target_are_left_out_and_counted()
    {
        await using var pair = await PairAsync(ById("items"));
        await pair.Production.ExecuteAsync($"CREATE TABLE items (id {pair.Production.NumberedKey}, name VARCHAR(50), low INT, high INT)", "CREATE TABLE parts (id INT PRIMARY KEY, item_id BIGINT)");
        await pair.Local.ExecuteAsync(
            $"CREATE TABLE items (id {pair.Local.NumberedKey}, name VARCHAR(50), low INT, high INT, top INT NOT NULL DEFAULT 10, wide INT GENERATED ALWAYS AS (high - low), CONSTRAINT in_order CHECK (low <= high), CONSTRAINT not_wide CHECK (wide < top AND name <> 'it''s'))",
            "CREATE TABLE parts (id INT PRIMARY KEY, item_id BIGINT)",
            "INSERT INTO items (id, name, low, high) VALUES (1, 'a', 1, 2), (2, 'b', 1, 2)");
        pair.Options = new() { Identity = pair.Options.Identity, References = new Dictionary<string, ReferenceOptions> { ["parts.item_id"] = new() { To = "items" } } };
        await pair.Production.ExecuteAsync(
            "INSERT INTO items VALUES (1, 'A', 5, 3), (2, 'B', 1, 5), (3, 'c', 3, 2), (4, 'd', NULL, 2), (5, 'e', 1, 90), (6, 'it''s', 1, 2)", "INSERT INTO parts VALUES (1, 4), (2, 5)");

        var plan = await pair.PlanAsync();
        await pair.ApplyAsync(plan);

        var items = plan.Databases.Single().Tables.Single(table => table.Name == "items");
        items.ShouldSatisfyAllConditions(() => items.Inserted.ShouldBe(1), () => items.Skipped.ShouldBe(3), () => items.Conflicts.ShouldBe(1), () => items.Updated.ShouldBe(1));
        items.Open.ShouldContain(sample => sample.Reason == "it would break a condition of the table");
        var findings = plan.Databases.Single().Findings.Where(finding => finding.Code == "sync.check-broken").Select(finding => finding.Message).ToList();
        findings.ShouldContain("2 rows of items would break its condition in_order, such as the one with the key 3 in the source: they are left out.");
        findings.ShouldContain("2 rows of items would break its condition not_wide, such as the one with the key 5 in the source: they are left out.");
        (await LocalAsync(pair, "SELECT id, name, low, high, wide FROM items ORDER BY id")).ShouldBe(["1|a|1|2|1", "2|B|1|5|4", "4|d|NULL|2|NULL"]);
        (await LocalAsync(pair, "SELECT id, item_id FROM parts ORDER BY id")).ShouldBe(["1|4", "2|NULL"]);
    }

    [Fact]
    public async Task Case_44_A_condition_that_cannot_be_evaluated_is_named_and_left_to_the_server()
    {
        await using var pair = await PairAsync(ById("items"));
        await pair.Production.ExecuteAsync($"CREATE TABLE items (id {pair.Production.NumberedKey}, name VARCHAR(50))", "INSERT INTO items VALUES (1, '[')");
        await pair.Local.ExecuteAsync($"CREATE TABLE items (id {pair.Local.NumberedKey}, name VARCHAR(50), CONSTRAINT whole CHECK (name <> ''), CONSTRAINT members CHECK ({Unreadable} > 0))");
        var before = await pair.Local.DumpAsync();

        var plan = await pair.PlanAsync();

        plan.Databases.Single().Findings.Single(finding => finding.Code == "sync.not-provable").Message.ShouldContain("members");
        (await Should.ThrowAsync<FerryException>(() => pair.ApplyAsync(plan))).Kind.ShouldNotBe(FailureKind.Bug);
        (await pair.Local.DumpAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Case_47_Tables_and_views_that_are_only_here_stay_as_they_are()
    {
        await using var pair = await PairAsync(ById("items"), "CREATE TABLE items (id {id}, n INT)", "CREATE VIEW seen AS SELECT id, n FROM items");
        await pair.Production.ExecuteAsync("INSERT INTO items VALUES (1, 5)");
        await pair.Local.ExecuteAsync("CREATE TABLE mine (id INTEGER PRIMARY KEY, n INT)", "INSERT INTO mine VALUES (1, 1)", "CREATE VIEW my_view AS SELECT * FROM mine");

        var plan = await pair.SyncAsync();

        plan.Keys.ShouldBe(["items"]);
        (await LocalAsync(pair, "SELECT * FROM mine")).ShouldBe(["1|1"]);
        (await LocalAsync(pair, "SELECT * FROM seen")).ShouldBe(["1|5"]);
    }

    [Fact]
    public async Task Case_52_Equal_floats_are_equal_and_others_arrive_to_their_last_bit()
    {
        await using var pair = await PairAsync(ById("items"), "CREATE TABLE items (id {id}, d DOUBLE)", "INSERT INTO items VALUES (1, 0.1e0 + 0.2e0), (2, -0e0), (3, 1e-300)");
        await pair.Production.ExecuteAsync("INSERT INTO items VALUES (4, 1e0 / 3e0), (5, 1.7976931348623157e308)");

        var plan = (await pair.SyncAsync())["items"];

        (plan.Updated, plan.Inserted).ShouldBe((0, 2));
        (await LocalAsync(pair, "SELECT count(*) FROM items WHERE id = 4 AND d = 1e0 / 3e0 OR id = 5 AND d = 1.7976931348623157e308")).ShouldBe(["2"]);
        await SettledAsync(pair);
    }

    [Fact]
    public async Task Case_53_Times_do_not_move_and_zero_dates_pass()
    {
        Assert.SkipWhen(Engine is SqliteCaseEngine, "SQLite has no types for times");
        await using var pair = await PairAsync(ById("items"), "CREATE TABLE items (id {id}, t TIMESTAMP(6) NULL, d DATETIME, z DATE)");
        await pair.Production.ExecuteAsync("SET time_zone = '+05:00', sql_mode = ''; INSERT INTO items VALUES (1, '2020-06-01 12:00:00.123456', '2020-06-01 12:00:00', '0000-00-00')");

        await pair.SyncAsync();

        (await LocalAsync(pair, "SELECT CAST(UNIX_TIMESTAMP(t) AS CHAR), CAST(d AS CHAR), CAST(z AS CHAR) FROM items")).ShouldBe(["1590994800.123456|2020-06-01 12:00:00|0000-00-00"]);
        await SettledAsync(pair);
    }

    [Theory]
    [InlineData("HASH (id) PARTITIONS 4", 4)]
    [InlineData("RANGE (id) (PARTITION low VALUES LESS THAN (100), PARTITION high VALUES LESS THAN MAXVALUE)", 4)]
    [InlineData("RANGE (id) (PARTITION low VALUES LESS THAN (2), PARTITION high VALUES LESS THAN (200))", 3)]
    [InlineData("LIST (id % 10) (PARTITION some VALUES IN (1, 2, 3), PARTITION others VALUES IN (5, 6))", 3)]
    [InlineData("RANGE COLUMNS (id) (PARTITION low VALUES LESS THAN (100), PARTITION high VALUES LESS THAN (101))", 3)]
    public async Task Case_55_Rows_that_no_partition_has_a_place_for_are_left_out_and_named(string partitions, int rows)
    {
        Assert.SkipWhen(Engine is SqliteCaseEngine, "SQLite has no partitions");
        await using var pair = await PairAsync(ById("items"));
        await pair.Production.ExecuteAsync("CREATE TABLE items (id BIGINT AUTO_INCREMENT PRIMARY KEY, n INT)", "INSERT INTO items VALUES (1, 1), (2, 2), (5, 5), (200, 200)");
        await pair.Local.ExecuteAsync($"CREATE TABLE items (id BIGINT AUTO_INCREMENT PRIMARY KEY, n INT) PARTITION BY {partitions}", "INSERT INTO items VALUES (1, 0)");

        var plan = await pair.PlanAsync();
        await pair.ApplyAsync(plan);

        (await LocalAsync(pair, "SELECT COUNT(*), MIN(n) FROM items")).ShouldBe([$"{rows}|1"]);
        plan.Databases.Single().Findings.Count(finding => finding.Code == "sync.check-broken").ShouldBe(rows == 4 ? 0 : 1);
        await pair.UndoAsync();
        (await LocalAsync(pair, "SELECT id, n FROM items")).ShouldBe(["1|0"]);
    }

    [Fact]
    public async Task Case_48_Bytes_that_are_not_what_their_character_set_says_stay_the_same_bytes()
    {
        Assert.SkipWhen(Engine is SqliteCaseEngine, "SQLite has no character sets");
        await using var pair = await PairAsync(ById("items"), "CREATE TABLE items (id {id}, name VARCHAR(50) CHARACTER SET latin1, raw_ BLOB)", "INSERT INTO items VALUES (1, 'a', 'a')");
        await pair.Production.ExecuteAsync("UPDATE items SET name = X'C3A9', raw_ = X'FF00C3'", "INSERT INTO items VALUES (2, X'E282AC8D', X'C3')");

        await pair.SyncAsync();

        (await LocalAsync(pair, "SELECT HEX(name), HEX(raw_) FROM items ORDER BY id")).ShouldBe(["C3A9|FF00C3", "E282AC8D|C3"]);
        await SettledAsync(pair);
    }

    [Fact]
    public async Task Case_50_A_row_of_many_megabytes_arrives_whole_and_the_plan_holds_only_the_beginning()
    {
        await using var pair = await PairAsync(ById("items"), "CREATE TABLE items (id {id}, a LONGBLOB, b LONGTEXT)", "INSERT INTO items VALUES (1, 'a', 'b')");
        var (bytes, text) = Engine is SqliteCaseEngine ? ("zeroblob(20000000)", "replace(hex(zeroblob(6000000)), '0', 'y')") : ("REPEAT('x', 20000000)", "REPEAT('y', 12000000)");
        await pair.Production.ExecuteAsync($"INSERT INTO items SELECT 2, {bytes}, {text}", $"UPDATE items SET b = {text} WHERE id = 1");

        var plan = await pair.PlanAsync();
        await pair.ApplyAsync(plan);

        plan.Databases.Single().Tables.Single().Samples.SelectMany(sample => sample.Cells).ShouldAllBe(cell => cell.New == null || cell.New.Length <= 2010);
        (await LocalAsync(pair, $"SELECT id, LENGTH(a), LENGTH(b), b = {text} FROM items ORDER BY id")).ShouldBe(["1|1|12000000|1", "2|20000000|12000000|1"]);
        await SettledAsync(pair);
    }

    [Fact]
    public async Task Case_56_The_next_id_is_above_all_that_came()
    {
        await using var pair = await PairAsync(ById("items"), "CREATE TABLE items (id {id}, n INT)");
        await pair.Production.ExecuteAsync("INSERT INTO items VALUES (90, 5)");
        await pair.Local.ExecuteAsync("INSERT INTO items VALUES (3, 1)");

        await pair.SyncAsync();
        await pair.Local.ExecuteAsync("INSERT INTO items (n) VALUES (7)");

        (await LocalAsync(pair, "SELECT id FROM items ORDER BY id")).ShouldBe(["3", "90", "91"]);
    }

    // What fails to be computed: for a text that is no JSON, or beyond the largest number.
    private string Unreadable => Engine is SqliteCaseEngine ? "json_array_length(name)" : "EXP(1000 * LENGTH(name))";
}
