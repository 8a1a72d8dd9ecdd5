using Ferry.Environments;
using Ferry.Sync;
using Ferry.TestServers;

namespace Ferry.EndToEnd.Tests.Sync;

/// <summary>Schemas that are not the same on both sides: found before anything is written.</summary>
public sealed class DriftTests
{
    [Theory]
    [InlineData(ServerKind.MariaDb)]
    [InlineData(ServerKind.MySql)]
    public async Task Case_44_45_48_Values_that_do_not_fit_are_counted_before_anything_is_written(ServerKind kind)
    {
        await using var pair = new SyncPair(await ServerSide.MakeAsync(kind), await ServerSide.MakeAsync(kind));
        await pair.Production.ExecuteAsync(
            "CREATE TABLE movies (id bigint PRIMARY KEY, title VARCHAR(80), state ENUM('new','old','lost'), n BIGINT, word VARCHAR(9) CHARACTER SET utf8mb4)",
            "INSERT INTO movies VALUES (1, REPEAT('x', 50), 'new', 5, 'a'), (2, REPEAT('x', 51), 'lost', 9999999999, '\U0001F600'), (3, REPEAT('x', 80), 'old', NULL, NULL)");
        await pair.Local.ExecuteAsync("CREATE TABLE movies (id bigint PRIMARY KEY, title VARCHAR(50), state ENUM('new','old'), n INT, word VARCHAR(9) CHARACTER SET utf8mb3)");
        var before = await pair.Local.DumpAsync();

        var plan = await pair.PlanAsync();

        plan.Databases.Single().Findings.Select(finding => finding.Message).ShouldBe(
        [
            "movies.title: 2 rows of the source have values longer than the 50 characters that the target takes, such as the one with the key 2.",
            "movies.state: 1 row of the source has a value that the target does not know (lost), such as the one with the key 2.",
            "movies.n: 1 row of the source has a value outside of -2147483648 to 2147483647, all that the target takes, such as the one with the key 2.",
            "movies.word: 1 row of the source has a value with characters that utf8mb3 lacks, such as emoji, such as the one with the key 2.",
        ]);
        (await Should.ThrowAsync<FerryException>(() => pair.ApplyAsync(plan))).Kind.ShouldBe(FailureKind.Refused);
        (await pair.Local.DumpAsync()).ShouldBe(before);
    }

    [Theory]
    [InlineData(ServerKind.MariaDb)]
    [InlineData(ServerKind.MySql)]
    public async Task Case_44_45_Values_are_fitted_as_it_is_said_and_the_next_sync_finds_nothing(ServerKind kind)
    {
        await using var pair = new SyncPair(await ServerSide.MakeAsync(kind), await ServerSide.MakeAsync(kind))
        {
            Options = new()
            {
                Identity = new Dictionary<string, IdentityRule> { ["movies"] = new(IdentityKind.PrimaryKey, []) },
                Misfits = new Dictionary<string, IReadOnlyDictionary<string, MisfitOptions>>
                {
                    ["*"] = new Dictionary<string, MisfitOptions> { ["*"] = new() { Rule = MisfitRule.Truncate } },
                    ["movies"] = new Dictionary<string, MisfitOptions>
                    {
                        ["state"] = new() { Members = new Dictionary<string, string> { ["lost"] = "archived" }, Rule = MisfitRule.Null }, ["n"] = new() { Rule = MisfitRule.Null },
                    },
                },
            },
        };
        await pair.Production.ExecuteAsync(
            "CREATE TABLE movies (id bigint PRIMARY KEY, title VARCHAR(80), state ENUM('new','lost','gone'), n BIGINT, memo MEDIUMTEXT, seen INT) CHARACTER SET utf8mb4",
            "INSERT INTO movies VALUES (1, REPEAT('ä', 50), 'new', 5, 'a', 1), (2, REPEAT('ä', 51), 'lost', 9999999999, REPEAT('ä', 40000), 1), (3, REPEAT('x', 80), 'gone', NULL, REPEAT('€', 30000), 1)");
        await pair.Local.ExecuteAsync("CREATE TABLE movies (id bigint PRIMARY KEY, title VARCHAR(50), state ENUM('new','archived'), n INT, memo TEXT, seen INT) CHARACTER SET utf8mb4");

        var plan = await pair.PlanAsync();
        await pair.ApplyAsync(plan);

        plan.Databases.Single().Findings.Select(finding => finding.Message).ShouldBe(
        [
            "movies.title: 2 rows of the source have values longer than the 50 characters that the target takes, such as the one with the key 2; they are cut.",
            "movies.state: 1 row of the source has a value that the target does not know (lost, gone), such as the one with the key 2; lost becomes archived.",
            "movies.state: 1 row of the source has a value that the target does not know (lost, gone), such as the one with the key 3; they become NULL.",
            "movies.n: 1 row of the source has a value outside of -2147483648 to 2147483647, all that the target takes, such as the one with the key 2; they become NULL.",
            "movies.memo: 2 rows of the source have values longer than the 65,535 bytes that the target takes, such as the one with the key 2; they are cut.",
        ]);
        plan.Outcome.ShouldBe(SyncOutcome.Changes);
        const string rows = "SELECT id, title = REPEAT(LEFT(title, 1), 50), state, n, memo = REPEAT(LEFT(memo, 1), CHAR_LENGTH(memo)), LENGTH(memo), seen FROM movies ORDER BY id";
        (await pair.Local.RowsAsync(rows)).ShouldBe(["1|1|new|5|1|1|1", "2|1|archived|NULL|1|65534|1", "3|1|NULL|NULL|1|65535|1"]);
        (await pair.PlanAsync()).Outcome.ShouldBe(SyncOutcome.Nothing);

        await pair.Production.ExecuteAsync("UPDATE movies SET seen = 2 WHERE id > 1");
        var later = (await pair.SyncAsync())["movies"];

        (later.Updated, later.Conflicts, later.Skipped).ShouldBe((2, 0, 0));
        (await pair.Local.RowsAsync(rows)).ShouldBe(["1|1|new|5|1|1|1", "2|1|archived|NULL|1|65534|2", "3|1|NULL|NULL|1|65535|2"]);
        (await pair.PlanAsync()).Outcome.ShouldBe(SyncOutcome.Nothing);
    }

    [Theory]
    [InlineData(ServerKind.MariaDb)]
    [InlineData(ServerKind.MySql)]
    public async Task Case_45_Elements_of_a_set_become_known_ones_or_are_taken_out(ServerKind kind)
    {
        await using var pair = new SyncPair(await ServerSide.MakeAsync(kind), await ServerSide.MakeAsync(kind))
        {
            Options = new()
            {
                Identity = new Dictionary<string, IdentityRule> { ["movies"] = new(IdentityKind.PrimaryKey, []) },
                Misfits = new Dictionary<string, IReadOnlyDictionary<string, MisfitOptions>>
                {
                    ["movies"] = new Dictionary<string, MisfitOptions>
                    {
                        ["tags"] = new() { Members = new Dictionary<string, string> { ["Lost"] = "archived", ["it's"] = "b" }, Rule = MisfitRule.Null }, ["marks"] = new() { Rule = MisfitRule.Truncate },
                    },
                },
            },
        };
        await pair.Production.ExecuteAsync(
            "CREATE TABLE movies (id bigint PRIMARY KEY, tags SET('a','lost','b','it''s','odd'), marks SET('x','y','z'), seen INT) CHARACTER SET utf8mb4",
            "INSERT INTO movies VALUES (1, 'a,b', 'x', 1), (2, 'a,lost', 'x,y,z', 1), (3, 'lost,b,it''s', 'y', 1), (4, 'lost,odd', NULL, 1), (5, '', '', 1), (6, NULL, 'z', 1), (7, 'lost', 'z,x', 1)");
        await pair.Local.ExecuteAsync("CREATE TABLE movies (id bigint PRIMARY KEY, tags SET('b','archived','a'), marks SET('z','x'), seen INT) CHARACTER SET utf8mb4", "INSERT INTO movies VALUES (1, 'b,a', 'x', 1), (3, 'archived,b', '', 1)");

        var plan = await pair.PlanAsync();
        await pair.ApplyAsync(plan);

        plan.Databases.Single().Findings.Select(finding => finding.Message).ShouldBe(
        [
            "movies.tags: 4 rows of the source have values that the target does not know (lost, it's, odd), such as the one with the key 2; Lost becomes archived.",
            "movies.tags: 1 row of the source has a value that the target does not know (lost, it's, odd), such as the one with the key 3; it's becomes b.",
            "movies.tags: 1 row of the source has a value that the target does not know (lost, it's, odd), such as the one with the key 4; they become NULL.",
            "movies.marks: 2 rows of the source have values that the target does not know (y), such as the one with the key 2; they are cut.",
        ]);
        plan.Databases.Single().Tables.Single().ShouldSatisfyAllConditions(movies => movies.Updated.ShouldBe(0), movies => movies.Inserted.ShouldBe(5));
        const string rows = "SELECT id, tags, marks, seen FROM movies ORDER BY id";
        (await pair.Local.RowsAsync(rows)).ShouldBe(["1|b,a|x|1", "2|archived,a|z,x|1", "3|b,archived||1", "4|NULL|NULL|1", "5|||1", "6|NULL|z|1", "7|archived|z,x|1"]);
        (await pair.PlanAsync()).Outcome.ShouldBe(SyncOutcome.Nothing);

        await pair.Production.ExecuteAsync("UPDATE movies SET seen = 2 WHERE id > 1");
        var later = (await pair.SyncAsync())["movies"];

        (later.Updated, later.Conflicts, later.Skipped).ShouldBe((6, 0, 0));
        (await pair.Local.RowsAsync(rows)).ShouldBe(["1|b,a|x|1", "2|archived,a|z,x|2", "3|b,archived||2", "4|NULL|NULL|2", "5|||2", "6|NULL|z|2", "7|archived|z,x|2"]);
    }

    [Fact]
    public Task Case_43_Columns_and_tables_that_one_side_lacks_are_reported_in_SQLite() => ReportsMissingAsync(new SyncPair(new SqliteSide(), new SqliteSide()));

    [Theory]
    [InlineData(ServerKind.MariaDb)]
    [InlineData(ServerKind.MySql)]
    public async Task Case_43_Columns_and_tables_that_one_side_lacks_are_reported(ServerKind kind) =>
        await ReportsMissingAsync(new SyncPair(await ServerSide.MakeAsync(kind), await ServerSide.MakeAsync(kind)));

    private static async Task ReportsMissingAsync(SyncPair pair)
    {
        await using var closing = pair;
        await pair.Production.ExecuteAsync(
            "CREATE TABLE movies (id INTEGER PRIMARY KEY, title VARCHAR(80), extra INTEGER)", "CREATE TABLE only_there (id INTEGER PRIMARY KEY)", "INSERT INTO movies VALUES (1, 'Alien', 7)");
        await pair.Local.ExecuteAsync("CREATE TABLE movies (id INTEGER PRIMARY KEY, title VARCHAR(80), seen INTEGER NOT NULL DEFAULT 3)", "CREATE TABLE only_here (id INTEGER PRIMARY KEY)");

        var plan = await pair.PlanAsync();
        await pair.ApplyAsync(plan);

        plan.Databases.Single().Findings.Select(finding => finding.Code).ShouldBe(["sync.table-missing-here", "sync.column-missing-here"]);
        (await pair.Local.RowsAsync("SELECT id, title, seen FROM movies")).ShouldBe(["1|Alien|3"]);
    }
}
