using Ferry.Sync;

namespace Ferry.EndToEnd.Tests.Sync.Cases;

/// <summary>Tables without a primary key: rows are what they hold, and come in as copies.</summary>
public abstract class CopyCaseTests : SyncCaseTests
{
    private const string Log = "CREATE TABLE log (line VARCHAR(50), n INT)";

    [Fact]
    public async Task Case_54_Of_a_table_without_a_key_the_missing_copies_come_in_and_nothing_else_changes()
    {
        await using var pair = await PairAsync(null, Log, "INSERT INTO log VALUES ('both', 1)");
        await pair.Production.ExecuteAsync("INSERT INTO log VALUES ('there', 2), ('there', 2)");
        await pair.Local.ExecuteAsync("INSERT INTO log VALUES ('here', 3)");

        await pair.SyncAsync();

        (await LocalAsync(pair, "SELECT line FROM log ORDER BY line")).ShouldBe(["both", "here", "there", "there"]);
        await SettledAsync(pair);
    }

    [Fact]
    public async Task Case_54_Undo_takes_the_copies_back_that_came_and_leaves_as_many_as_there_were()
    {
        await using var pair = await PairAsync(null, Log, "INSERT INTO log VALUES ('both', 1), (NULL, NULL)");
        await pair.Production.ExecuteAsync("INSERT INTO log VALUES ('both', 1), ('both', 1), (NULL, NULL), ('there', 2), ('there', 2), ('Both', 1)");
        await pair.Local.ExecuteAsync("INSERT INTO log VALUES ('here', 3), ('BOTH', 1)");
        var before = await pair.Local.DumpAsync();
        await pair.SyncAsync();

        (await pair.UndoAsync()).Single().ShouldSatisfyAllConditions(undone => undone.Removed.ShouldBe(6), undone => undone.Kept.ShouldBe(0));

        (await pair.Local.DumpAsync()).ShouldBe(before);
        (await pair.SyncAsync())["log"].Inserted.ShouldBe(6);
    }

    [Fact]
    public async Task Case_54_A_copy_that_was_deleted_or_edited_here_does_not_come_back_and_new_ones_come()
    {
        await using var pair = await PairAsync(null, Log, "INSERT INTO log VALUES ('kept', 1), ('deleted', 2), ('edited', 3)");
        await pair.Production.ExecuteAsync("INSERT INTO log VALUES ('twice', 4), ('twice', 4)");
        await pair.SyncAsync();
        await pair.Local.ExecuteAsync("DELETE FROM log WHERE line IN ('deleted', 'twice')", "UPDATE log SET n = 30 WHERE line = 'edited'");

        var plan = await pair.PlanAsync();

        plan.Outcome.ShouldBe(SyncOutcome.Nothing);
        plan.Databases.Single().Tables.Single().DeletedHere.ShouldBe(4);
        await pair.Production.ExecuteAsync("INSERT INTO log VALUES ('twice', 4), ('deleted', 5)");
        (await pair.SyncAsync())["log"].Inserted.ShouldBe(2);
        (await LocalAsync(pair, "SELECT line, n FROM log ORDER BY line")).ShouldBe(["deleted|5", "edited|30", "kept|1", "twice|4"]);
        await SettledAsync(pair);
        (await pair.UndoAsync()).Single().Removed.ShouldBe(2);
        (await pair.SyncAsync())["log"].Inserted.ShouldBe(2);
    }

    [Fact]
    public async Task Case_54_A_plan_that_is_not_carried_out_makes_nothing_known()
    {
        await using var pair = await PairAsync(null, Log);
        await pair.Production.ExecuteAsync("INSERT INTO log VALUES ('there', 1), ('there', 1)");
        await pair.PlanAsync();

        (await pair.SyncAsync())["log"].Inserted.ShouldBe(2);
    }

    [Fact]
    public async Task Case_54_Copies_that_were_left_out_come_once_they_can()
    {
        await using var pair = await PairAsync(null);
        await pair.Production.ExecuteAsync(Log, "INSERT INTO log VALUES ('taken', 1), ('more', 2), ('more', 2)");
        await pair.Local.ExecuteAsync("CREATE TABLE log (line VARCHAR(50), n INT, UNIQUE (line))", "INSERT INTO log VALUES ('taken', 9)");
        (await pair.SyncAsync())["log"].Inserted.ShouldBe(1);
        await pair.Local.ExecuteAsync("DELETE FROM log WHERE n = 9");

        (await pair.SyncAsync())["log"].Inserted.ShouldBe(1);

        (await LocalAsync(pair, "SELECT line, n FROM log ORDER BY line")).ShouldBe(["more|2", "taken|1"]);
    }

    [Fact]
    public async Task Case_54_Rows_go_again_whatever_tables_and_keys_are_called()
    {
        await using var pair = await PairAsync(
            ById("k|'y"), "CREATE TABLE `a|b'c` (line VARCHAR(50))", "CREATE TABLE `k|'y` (`i|'d` INT NOT NULL PRIMARY KEY, n INT)");
        await pair.Production.ExecuteAsync("INSERT INTO `a|b'c` VALUES ('there'), ('there')", "INSERT INTO `k|'y` VALUES (1, 1)");
        await pair.SyncAsync();
        (await LocalAsync(pair, "SELECT (SELECT COUNT(*) FROM `a|b'c`) + (SELECT COUNT(*) FROM `k|'y`)")).ShouldBe(["3"]);

        (await pair.UndoAsync()).Single().Removed.ShouldBe(3);

        (await LocalAsync(pair, "SELECT (SELECT COUNT(*) FROM `a|b'c`) + (SELECT COUNT(*) FROM `k|'y`)")).ShouldBe(["0"]);
    }

    [Fact]
    public async Task Case_54_65_Undo_never_removes_more_copies_than_came_or_leaves_fewer_than_there_were()
    {
        await using var pair = await PairAsync(null, Log, "INSERT INTO log VALUES ('fewer', 1), ('fewer', 1)");
        await pair.Production.ExecuteAsync("INSERT INTO log VALUES ('fewer', 1), ('more', 2), ('edited', 3), ('edited', 3)");
        await pair.SyncAsync();
        await pair.Local.ExecuteAsync("INSERT INTO log VALUES ('more', 2)", "UPDATE log SET n = 4 WHERE line = 'edited'", "DELETE FROM log WHERE line = 'fewer'", "INSERT INTO log VALUES ('fewer', 1), ('fewer', 1)");

        var undone = (await pair.UndoAsync()).Single();

        (await LocalAsync(pair, "SELECT line, n FROM log ORDER BY line")).ShouldBe(["edited|4", "edited|4", "fewer|1", "fewer|1", "more|2"]);
        (undone.Removed, undone.Kept).ShouldBe((1, 3));
    }

    [Fact]
    public async Task Case_54_Undo_takes_copies_back_before_the_rows_that_they_refer_to()
    {
        await using var pair = await PairAsync(ById("items"), "CREATE TABLE items (id {id}, n INT)", "CREATE TABLE log (item_id {ref}, FOREIGN KEY (item_id) REFERENCES items (id))", "INSERT INTO items VALUES (1, 1)");
        await pair.Production.ExecuteAsync("INSERT INTO items VALUES (2, 2)", "INSERT INTO log VALUES (2), (2), (NULL)");
        var before = await pair.Local.DumpAsync();
        await pair.SyncAsync();
        (await pair.Local.DumpAsync()).ShouldBe(await pair.Production.DumpAsync());

        (await pair.UndoAsync()).Single().Kept.ShouldBe(0);

        (await pair.Local.DumpAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Case_54_Copies_stay_where_rows_hold_more_than_came_and_the_plan_says_so()
    {
        await using var pair = await PairAsync(null, Log);
        await pair.Local.ExecuteAsync("ALTER TABLE log ADD COLUMN note VARCHAR(50)", "INSERT INTO log VALUES ('mine', 1, 'my note')");
        await pair.Production.ExecuteAsync("INSERT INTO log VALUES ('mine', 1), ('mine', 1)");

        (await pair.SyncAsync())["log"].Identity.ShouldContain("undo does not remove them");

        (await pair.UndoAsync()).Single().Kept.ShouldBe(1);
        (await LocalAsync(pair, "SELECT note FROM log ORDER BY note")).ShouldBe(["NULL", "my note"]);
    }

    [Fact]
    public async Task Case_54_Copies_that_would_break_a_unique_key_are_left_out_and_named()
    {
        await using var pair = await PairAsync(null);
        await pair.Production.ExecuteAsync("CREATE TABLE log (line VARCHAR(50), n INT)", "INSERT INTO log VALUES ('taken', 1), ('twice', 2), ('twice', 3), ('twice', 3), (NULL, 4), (NULL, 4), ('new', 5)");
        await pair.Local.ExecuteAsync("CREATE TABLE log (line VARCHAR(50), n INT, UNIQUE (line))", "INSERT INTO log VALUES ('taken', 9)");
        var before = await pair.Local.DumpAsync();

        var plan = await pair.PlanAsync();
        await pair.ApplyAsync(plan);

        plan.Databases.Single().Tables.Single().ShouldSatisfyAllConditions(log => log.Inserted.ShouldBe(4), log => log.Skipped.ShouldBe(3));
        plan.Databases.Single().Findings.ShouldContain(finding => finding.Code == "sync.key-taken" && finding.Message.StartsWith("3 rows of log"));
        (await LocalAsync(pair, "SELECT line, COUNT(*) FROM log GROUP BY line ORDER BY line")).ShouldBe(["NULL|2", "new|1", "taken|1", "twice|1"]);
        (await LocalAsync(pair, "SELECT n FROM log WHERE line = 'taken'")).ShouldBe(["9"]);
        (await pair.UndoAsync()).Single().Kept.ShouldBe(0);
        (await pair.Local.DumpAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Case_44_54_Copies_that_would_break_a_condition_are_left_out_and_counted()
    {
        await using var pair = await PairAsync(null);
        await pair.Production.ExecuteAsync(Log, "INSERT INTO log VALUES ('a', 1), ('a', 50), ('a', 50), ('a', NULL)");
        await pair.Local.ExecuteAsync("CREATE TABLE log (line VARCHAR(50), n INT, CONSTRAINT small CHECK (n < 10))");

        var plan = await pair.PlanAsync();
        await pair.ApplyAsync(plan);

        plan.Databases.Single().Tables.Single().ShouldSatisfyAllConditions(log => log.Inserted.ShouldBe(2), log => log.Skipped.ShouldBe(2));
        plan.Databases.Single().Findings.ShouldContain(finding => finding.Code == "sync.check-broken" && finding.Message.StartsWith("2 rows of log"));
        (await LocalAsync(pair, "SELECT n FROM log ORDER BY n")).ShouldBe(["NULL", "1"]);
    }

    [Fact]
    public async Task Case_54_Different_rows_with_the_same_checksum_are_different_rows()
    {
        await using var pair = await PairAsync(null, Log);
        await pair.Production.ExecuteAsync("INSERT INTO log VALUES ('plumless', 1)"); // CRC-32 takes the two words for the same.
        await pair.Local.ExecuteAsync("INSERT INTO log VALUES ('buckeroo', 1)");

        await pair.SyncAsync();

        (await LocalAsync(pair, "SELECT line FROM log ORDER BY line")).ShouldBe(["buckeroo", "plumless"]);
        await SettledAsync(pair);
    }

    [Fact]
    public async Task Case_54_Copies_of_every_type_come_and_go()
    {
        await using var pair = await PairAsync(null, "CREATE TABLE log (j JSON, b BLOB, t TEXT, f DOUBLE, d DECIMAL(20,4), at DATETIME)", $"INSERT INTO log VALUES ('{{\"a\": [1]}}', X'00FF27', '{new string('x', 3000)}1', 1e0 / 3e0, 0.1000, '2020-01-02 03:04:05')");
        await pair.Production.ExecuteAsync(
            "INSERT INTO log SELECT * FROM log", $"INSERT INTO log VALUES ('{{\"a\": [2]}}', X'00FF28', '{new string('x', 3000)}2', 1e300, -0.1000, NULL), ('{{\"a\": [2]}}', X'00FF28', '{new string('x', 3000)}2', 1e300, -0.1000, NULL), (NULL, NULL, '', 0, 0, NULL)");
        var before = await pair.Local.DumpAsync();

        (await pair.SyncAsync())["log"].Inserted.ShouldBe(4);

        (await pair.Local.DumpAsync()).ShouldBe(await pair.Production.DumpAsync());
        await SettledAsync(pair);
        (await pair.UndoAsync()).Single().Kept.ShouldBe(0);
        (await pair.Local.DumpAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Case_54_64_A_plan_of_copies_is_stale_when_there_are_others_by_now()
    {
        await using var pair = await PairAsync(null, Log, "INSERT INTO log VALUES ('a', 1), ('b', 1)");
        await pair.Production.ExecuteAsync("INSERT INTO log VALUES ('a', 1), ('b', 1)");
        var plan = await pair.PlanAsync();
        await pair.Local.ExecuteAsync("DELETE FROM log WHERE line = 'a'", "INSERT INTO log VALUES ('b', 1)"); // As many are missing as before, but others.
        var before = await pair.Local.DumpAsync();

        (await Should.ThrowAsync<FerryException>(() => pair.ApplyAsync(plan))).Code.ShouldBe("sync.stale-plan");

        (await pair.Local.DumpAsync()).ShouldBe(before);
    }
}
