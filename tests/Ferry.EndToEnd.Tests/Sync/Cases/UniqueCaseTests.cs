using Ferry.Sync;

namespace Ferry.EndToEnd.Tests.Sync.Cases;

/// <summary>Keys of the target that the source's rows could break.</summary>
public abstract class UniqueCaseTests : SyncCaseTests
{
    [Fact]
    public async Task Case_29_A_username_that_is_taken_rewrites_nobody()
    {
        await using var pair = await PairAsync(ByKey("users", "email"), "CREATE TABLE users (id {id}, email VARCHAR(50) NOT NULL UNIQUE, username VARCHAR(50) NOT NULL UNIQUE)");
        await pair.Production.ExecuteAsync("INSERT INTO users VALUES (12, 'thomas@x.org', 'neo'), (13, 'trinity@x.org', 'tri')");
        await pair.Local.ExecuteAsync("INSERT INTO users VALUES (8, 'other@x.org', 'neo')");

        var plan = await pair.PlanAsync();
        await pair.ApplyAsync(plan);

        plan.Outcome.ShouldBe(SyncOutcome.Conflicts);
        (await LocalAsync(pair, "SELECT * FROM users ORDER BY id")).ShouldBe(["8|other@x.org|neo", "13|trinity@x.org|tri"]);
    }

    [Fact]
    public async Task Case_30_Values_that_changed_hands_in_a_ring_change_hands_here_too()
    {
        await using var pair = await PairAsync(ById("seats"), "CREATE TABLE seats (id {id}, place VARCHAR(50) NOT NULL UNIQUE)", "INSERT INTO seats VALUES (1, 'a'), (2, 'b'), (3, 'c')");
        await pair.SyncAsync();
        await pair.Production.ExecuteAsync(
            "UPDATE seats SET place = 'x' WHERE id = 1", "UPDATE seats SET place = 'a' WHERE id = 3", "UPDATE seats SET place = 'c' WHERE id = 2", "UPDATE seats SET place = 'b' WHERE id = 1");

        (await pair.SyncAsync())["seats"].Updated.ShouldBe(3);

        (await LocalAsync(pair, "SELECT id, place FROM seats ORDER BY id")).ShouldBe(["1|b", "2|c", "3|a"]);
        await SettledAsync(pair);
    }

    [Theory]
    [InlineData("SMALLINT {unsigned}", "1", "2")]
    [InlineData("TINYINT {unsigned}", "255", "0")]
    [InlineData("BIGINT {unsigned}", "9223372036854775807", "0")]
    [InlineData("DECIMAL(4,1) {unsigned}", "999.9", "0.5")]
    [InlineData("DOUBLE", "1.5", "-2.5")]
    [InlineData("CHAR(1)", "'~'", "'^'")]
    [InlineData("VARCHAR(2)", "'~1'", "'b'")]
    [InlineData("VARCHAR(50)", "'~1'", "'^2'")]
    [InlineData("DATE", "'1000-01-01'", "'2020-01-01'")]
    [InlineData("TIMESTAMP", "'2020-01-01 00:00:01'", "'2020-01-01 00:00:02'")]
    [InlineData("BINARY(16)", "X'FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF'", "X'00000000000000000000000000000000'")]
    [InlineData("{enum}", "'a'", "'c'")]
    public async Task Case_30_Values_of_every_type_change_hands(string type, string one, string other)
    {
        var declared = Engine is SqliteCaseEngine ? type.Replace("{unsigned}", "", StringComparison.Ordinal).Replace("{enum}", "TEXT", StringComparison.Ordinal)
            : type.Replace("{unsigned}", "UNSIGNED", StringComparison.Ordinal).Replace("{enum}", "ENUM('a', 'b', 'c', 'd')", StringComparison.Ordinal);
        await using var pair = await PairAsync(
            ById("seats"), $"CREATE TABLE seats (id {{id}}, place {declared} NOT NULL, name VARCHAR(50), UNIQUE (place))", $"INSERT INTO seats VALUES (1, {one}, 'A'), (2, {other}, 'B')");
        await pair.SyncAsync();
        var before = await pair.Local.DumpAsync();
        await pair.Production.ExecuteAsync("DELETE FROM seats", $"INSERT INTO seats VALUES (1, {other}, 'A'), (2, {one}, 'B')");
        var there = await pair.Production.DumpAsync();

        (await pair.SyncAsync())["seats"].Updated.ShouldBe(2);

        (await pair.Local.DumpAsync()).ShouldBe(there);
        await pair.UndoAsync();
        (await pair.Local.DumpAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Case_30_Rows_that_find_no_free_value_to_wait_in_are_named_in_the_plan()
    {
        await using var pair = await PairAsync(
            ById("seats"), "CREATE TABLE seats (id {id}, place INT NOT NULL UNIQUE, CHECK (place BETWEEN 1 AND 2))", "INSERT INTO seats VALUES (1, 1), (2, 2)");
        await pair.SyncAsync();
        await pair.Production.ExecuteAsync("DELETE FROM seats", "INSERT INTO seats VALUES (1, 2), (2, 1)");

        await RefusedAsync(pair, "sync.no-free-value");
    }

    [Fact]
    public async Task Case_31_A_key_on_an_expression_is_proven_in_the_plan()
    {
        await using var pair = await PairAsync(ById("users"));
        await pair.Production.ExecuteAsync($"CREATE TABLE users (id {pair.Production.NumberedKey}, name VARCHAR(50))", "INSERT INTO users VALUES (1, 'Ana'), (2, 'Bo'), (3, 'BO'), (4, NULL), (5, NULL), (6, 'Cy')");
        await pair.Local.ExecuteAsync(
            [$"CREATE TABLE users (id {pair.Local.NumberedKey}, name VARCHAR(50){Folded})", .. FoldedIndex, "INSERT INTO users (id, name) VALUES (7, 'ANA'), (6, 'x')"]);

        var plan = await pair.PlanAsync();
        await pair.ApplyAsync(plan);

        plan.Outcome.ShouldBe(SyncOutcome.Conflicts);
        plan.Databases.Single().Tables.Single().Skipped.ShouldBe(2);
        (await LocalAsync(pair, "SELECT id, name FROM users ORDER BY id")).ShouldBe(["2|Bo", "4|NULL", "5|NULL", "6|Cy", "7|ANA"]);
        await pair.UndoAsync();
        (await LocalAsync(pair, "SELECT id, name FROM users ORDER BY id")).ShouldBe(["6|x", "7|ANA"]);
    }

    [Fact]
    public async Task Case_31_Values_change_hands_under_a_key_on_an_expression()
    {
        await using var pair = await PairAsync(ById("users"));
        await pair.Production.ExecuteAsync($"CREATE TABLE users (id {pair.Production.NumberedKey}, name VARCHAR(50))", "INSERT INTO users VALUES (1, 'Bo'), (2, 'Ana'), (3, 'ana!')");
        await pair.Local.ExecuteAsync(
            [$"CREATE TABLE users (id {pair.Local.NumberedKey}, name VARCHAR(50){Folded})", .. FoldedIndex, "INSERT INTO users (id, name) VALUES (1, 'ANA'), (2, 'BO'), (3, 'x')"]);

        var plan = (await pair.SyncAsync())["users"];

        plan.Updated.ShouldBe(3);
        (await LocalAsync(pair, "SELECT id, name FROM users ORDER BY id")).ShouldBe(["1|Bo", "2|Ana", "3|ana!"]);
    }

    [Fact]
    public async Task Case_31_A_key_on_the_beginning_of_a_text_is_proven_in_the_plan()
    {
        Assert.SkipWhen(Engine is SqliteCaseEngine, "SQLite has no keys on beginnings");
        await using var pair = await PairAsync(ById("notes"));
        await pair.Production.ExecuteAsync($"CREATE TABLE notes (id {pair.Production.NumberedKey}, body TEXT)", "INSERT INTO notes VALUES (1, 'Hello there'), (2, 'Howdy'), (3, 'HOWDY you'), (4, 'Bye')");
        await pair.Local.ExecuteAsync($"CREATE TABLE notes (id {pair.Local.NumberedKey}, body TEXT {Engine.Loose(spaces: false)}, UNIQUE KEY start (body(5)))", "INSERT INTO notes VALUES (9, 'hello you'), (4, 'Bye then')");

        var plan = (await pair.SyncAsync())["notes"];

        plan.ShouldSatisfyAllConditions(() => plan.Inserted.ShouldBe(1), () => plan.Skipped.ShouldBe(2), () => plan.Updated.ShouldBe(1));
        (await LocalAsync(pair, "SELECT id, body FROM notes ORDER BY id")).ShouldBe(["2|Howdy", "4|Bye", "9|hello you"]);
    }

    [Fact]
    public async Task Case_31_A_key_of_a_part_of_the_rows_is_proven_in_the_plan()
    {
        Assert.SkipUnless(Engine is SqliteCaseEngine, "Only SQLite has keys of a part of the rows");
        await using var pair = await PairAsync(ById("users"), "CREATE TABLE users (id {id}, name TEXT, gone INT)");
        await pair.Local.ExecuteAsync("CREATE UNIQUE INDEX living ON users (name COLLATE NOCASE) WHERE gone IS NULL", "INSERT INTO users VALUES (7, 'ANA', NULL), (8, 'BO', 1), (3, 'Cy', 1)");
        await pair.Production.ExecuteAsync("INSERT INTO users VALUES (1, 'Ana', NULL), (2, 'Ana', 1), (3, 'ana', NULL), (4, 'Bo', NULL), (5, 'Bo', 1)");

        var plan = (await pair.SyncAsync())["users"];

        plan.ShouldSatisfyAllConditions(() => plan.Skipped.ShouldBe(1), () => plan.Conflicts.ShouldBe(1));
        (await LocalAsync(pair, "SELECT * FROM users ORDER BY id")).ShouldBe(["2|Ana|1", "3|Cy|1", "4|Bo|NULL", "5|Bo|1", "7|ANA|NULL", "8|BO|1"]);
    }

    [Fact]
    public async Task Case_31_A_key_that_cannot_be_evaluated_is_named_and_left_to_the_server()
    {
        Assert.SkipUnless(Engine is ServerCaseEngine { Kind: Ferry.TestServers.ServerKind.MySql }, "Only MySQL has keys on the members of JSON lists");
        await using var pair = await PairAsync(ById("items"));
        await pair.Production.ExecuteAsync($"CREATE TABLE items (id {pair.Production.NumberedKey}, data JSON)", "INSERT INTO items VALUES (1, '[1, 2]')");
        await pair.Local.ExecuteAsync($"CREATE TABLE items (id {pair.Local.NumberedKey}, data JSON, UNIQUE KEY members ((CAST(data AS UNSIGNED ARRAY))))", "INSERT INTO items VALUES (9, '[2, 3]')");
        var before = await pair.Local.DumpAsync();

        var plan = await pair.PlanAsync();

        plan.Databases.Single().Findings.Single(finding => finding.Code == "sync.not-provable").Message.ShouldContain("members");
        (await Should.ThrowAsync<FerryException>(() => pair.ApplyAsync(plan))).Kind.ShouldBe(FailureKind.Refused);
        (await pair.Local.DumpAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Case_49_Texts_that_only_the_target_takes_for_the_same_do_not_both_come_in()
    {
        await using var pair = await PairAsync(ByKey("tags", "name"));
        await pair.Production.ExecuteAsync($"CREATE TABLE tags (id {pair.Production.NumberedKey}, name VARBINARY(50) NOT NULL UNIQUE)".Replace("VARBINARY(50)", $"VARCHAR(50) {Engine.Exact}", StringComparison.Ordinal), "INSERT INTO tags VALUES (1, 'resume')");
        await pair.Local.ExecuteAsync($"CREATE TABLE tags (id {pair.Local.NumberedKey}, name VARCHAR(50) {Engine.Loose(spaces: true)} NOT NULL UNIQUE)", "INSERT INTO tags VALUES (9, 'resume  ')");

        var plan = (await pair.SyncAsync())["tags"];

        plan.Inserted.ShouldBe(0);
        (await LocalAsync(pair, "SELECT count(*) FROM tags")).ShouldBe(["1"]);
    }

    // MariaDB has no keys on expressions: a computed column is one.
    private string Folded => Engine is ServerCaseEngine { Kind: Ferry.TestServers.ServerKind.MariaDb } ? ", folded VARCHAR(50) GENERATED ALWAYS AS (LOWER(name)) STORED UNIQUE" : "";

    private string[] FoldedIndex => Folded.Length > 0 ? [] : ["CREATE UNIQUE INDEX folded ON users ((LOWER(name)))"];
}
