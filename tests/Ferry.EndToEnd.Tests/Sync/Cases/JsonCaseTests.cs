using Ferry.Environments;

namespace Ferry.EndToEnd.Tests.Sync.Cases;

/// <summary>Documents: the ids in them, and when two are the same.</summary>
public abstract class JsonCaseTests : SyncCaseTests
{
    private const string Users = "CREATE TABLE users (id {id}, email VARCHAR(50) NOT NULL UNIQUE)";
    private const string Teams = "CREATE TABLE teams (code VARCHAR(20) NOT NULL PRIMARY KEY, name VARCHAR(50))";
    private const string Settings = "CREATE TABLE settings (id {id}, name VARCHAR(50) NOT NULL UNIQUE, value TEXT)";

    private const string Items = "CREATE TABLE items (id {id}, data JSON, n INT)";

    private static SyncOptions JsonRule(params IReadOnlyList<(string Path, string Table)> rules) => JsonRule(null, rules);

    private static SyncOptions JsonRule(string? missing, params IReadOnlyList<(string Path, string Table)> rules) => new()
    {
        Identity = Identities(("users", ["email"]), ("settings", ["name"])),
        References = rules.ToDictionary(rule => $"settings.value{rule.Path}", rule => new ReferenceOptions { To = rule.Table }),
        Missing = missing is { } choice ? rules.ToDictionary(rule => $"settings.value{rule.Path}", _ => choice) : [],
    };

    [Fact]
    public async Task Case_28_Ids_inside_json_follow_the_rows_that_a_rule_says_they_mean()
    {
        await using var pair = await PairAsync(JsonRule(("$.owner", "users"), ("$.seen[0].by", "users"), ("$.team", "teams")), Users, Teams, Settings);
        await pair.Production.ExecuteAsync(
            "INSERT INTO users VALUES (3, 'a@x.org'), (4, 'b@x.org')", "INSERT INTO teams VALUES ('t-1', 'red')",
            """
            INSERT INTO settings VALUES (1, 'both', '{"n": 3, "seen": [{"by": "4"}], "team": "t-1", "owner": 3}'), (2, 'none', '{"owner":{"id":3},  "seen":[]}'),
              (3, 'no JSON', 'owner: 3'), (4, 'nothing', NULL), (5, 'null', '{"owner": null, "team": 3}')
            """);
        await pair.Local.ExecuteAsync("INSERT INTO users VALUES (3, 'mine@x.org'), (40, 'b@x.org')");
        var before = await pair.Local.DumpAsync();

        await pair.SyncAsync();

        var owner = (await LocalAsync(pair, "SELECT id FROM users WHERE email = 'a@x.org'")).Single();
        owner.ShouldNotBe("3");
        (await LocalAsync(pair, "SELECT name, REPLACE(REPLACE(value, ': ', ':'), ', ', ',') FROM settings ORDER BY id")).ShouldBe(
            [$$"""both|{"n":3,"seen":[{"by":"40"}],"team":"t-1","owner":{{owner}}}""", """none|{"owner":{"id":3}, "seen":[]}""", "no JSON|owner:3", "nothing|NULL", """null|{"owner":null,"team":3}"""]);
        (await LocalAsync(pair, "SELECT value FROM settings WHERE id = 2")).ShouldBe(["""{"owner":{"id":3},  "seen":[]}"""]);
        await SettledAsync(pair);
        await pair.UndoAsync();
        (await pair.Local.DumpAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Case_28_A_change_of_an_id_inside_json_arrives_and_one_made_here_stays()
    {
        await using var pair = await PairAsync(JsonRule(("$.owner", "users")), Users, Settings);
        await pair.Production.ExecuteAsync("INSERT INTO users VALUES (3, 'a@x.org'), (4, 'b@x.org')", """INSERT INTO settings VALUES (1, 'x', '{"owner": 3}'), (2, 'y', '{"owner": 3}')""");
        await pair.Local.ExecuteAsync("INSERT INTO users VALUES (30, 'a@x.org'), (40, 'b@x.org')");
        await pair.SyncAsync();
        await pair.Production.ExecuteAsync("""UPDATE settings SET value = '{"owner": 4}' WHERE id = 1""");
        await pair.Local.ExecuteAsync("""UPDATE settings SET value = '{"owner": 40, "mine": 1}' WHERE id = 2""");

        var plan = await pair.SyncAsync();

        plan["settings"].Conflicts.ShouldBe(0);
        (await LocalAsync(pair, "SELECT REPLACE(value, ': ', ':') FROM settings ORDER BY id")).ShouldBe(["""{"owner":40}""", """{"owner":40, "mine":1}"""]);
        await SettledAsync(pair);
    }

    [Theory]
    [InlineData(null, """x|{"owner":null}""")]
    [InlineData("null", """x|{"owner":null}""")]
    [InlineData("skip", null)]
    public async Task Case_28_An_id_inside_json_of_nobody_is_never_left_to_mean_somebody_else(string? missing, string? expected)
    {
        await using var pair = await PairAsync(JsonRule(missing, ("$.owner", "users")), Users, Settings);
        await pair.Production.ExecuteAsync("""INSERT INTO settings VALUES (1, 'x', '{"owner": 7}')""");
        await pair.Local.ExecuteAsync("INSERT INTO users VALUES (7, 'mine@x.org')");

        var plan = await pair.SyncAsync();

        plan["settings"].Skipped.ShouldBe(expected is null ? 1 : 0);
        (await LocalAsync(pair, "SELECT name, REPLACE(value, ': ', ':') FROM settings")).ShouldBe(expected is null ? [] : [expected]);
    }

    [Fact]
    public async Task Case_28_Ids_inside_json_stay_as_they_are_without_a_rule()
    {
        await using var pair = await PairAsync(ByKey("settings", "name"), "CREATE TABLE settings (id {id}, name VARCHAR(50) NOT NULL UNIQUE, value TEXT)");
        await pair.Production.ExecuteAsync("""INSERT INTO settings VALUES (1, 'x', '{"owner":3}')""");

        await pair.SyncAsync();

        (await LocalAsync(pair, "SELECT value FROM settings")).ShouldBe(["""{"owner":3}"""]);
    }

    [Fact]
    public async Task Case_28_Lists_of_ids_follow_the_rows_that_a_rule_says_they_mean()
    {
        await using var pair = await PairAsync(JsonRule(("$.people[*]", "users"), ("$.items[*].by", "users"), ("$.items[*].team", "teams"), ("$.owner", "users")), Users, Teams, Settings);
        await pair.BothAsync("INSERT INTO users VALUES (5, 'c@x.org')");
        await pair.Production.ExecuteAsync(
            "INSERT INTO users VALUES (3, 'a@x.org'), (4, 'b@x.org')", "INSERT INTO teams VALUES ('t-1', 'red')",
            """
            INSERT INTO settings VALUES
              (1, 'both', '{"items": [{"q": "é", "by": 4}, {"team": "t-1"}, 5, {"by": "3", "team": "t-2"}], "owner": 4, "people": [3, "4", null, "x", {"a": 3}, [3], 3]}'),
              (2, 'same', '{"people":[5,  "5"],"items":[],  "x":1.50}'), (3, 'no JSON', 'people: [3]'), (4, 'nothing', NULL),
              (5, 'no lists', '{"people":3,  "items":{"by":3}, "owner":5}'), (6, 'one of two', '{"items":[], "owner":4}')
            """);
        await pair.Local.ExecuteAsync("INSERT INTO users VALUES (3, 'mine@x.org'), (40, 'b@x.org')");
        var before = await pair.Local.DumpAsync();

        await pair.SyncAsync();

        var a = (await LocalAsync(pair, "SELECT id FROM users WHERE email = 'a@x.org'")).Single();
        a.ShouldNotBe("3");
        (await LocalAsync(pair, "SELECT REPLACE(REPLACE(value, ': ', ':'), ', ', ',') FROM settings WHERE id IN (1, 6) ORDER BY id")).ShouldBe(
        [
            $$"""{"items":[{"q":"é","by":40},{"team":"t-1"},5,{"by":"{{a}}","team":null}],"owner":40,"people":[{{a}},"40",null,"x",{"a":3},[3],{{a}}]}""",
            """{"items":[],"owner":40}""",
        ]);
        (await LocalAsync(pair, "SELECT value FROM settings WHERE id BETWEEN 2 AND 5 ORDER BY id")).ShouldBe(
            ["""{"people":[5,  "5"],"items":[],  "x":1.50}""", "people: [3]", "NULL", """{"people":3,  "items":{"by":3}, "owner":5}"""]);
        await SettledAsync(pair);
        await pair.UndoAsync();
        (await pair.Local.DumpAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Case_28_Lists_in_lists_follow_the_rows_that_a_rule_says_they_mean()
    {
        await using var pair = await PairAsync(
            JsonRule(("$.grid[*][*]", "users"), ("$.groups[*].by", "users"), ("$.groups[*].people[*]", "users"), ("$.groups[*].items[*].teams[*]", "teams"), ("$.owner", "users")), Users, Teams, Settings);
        await pair.BothAsync("INSERT INTO users VALUES (5, 'c@x.org')");
        await pair.Production.ExecuteAsync(
            "INSERT INTO users VALUES (3, 'a@x.org'), (4, 'b@x.org')", "INSERT INTO teams VALUES ('t-1', 'red')",
            """
            INSERT INTO settings VALUES
              (1, 'both', '{"grid": [[3, "4"], 4, [], null, [[3]], [{"a": 3}, 5]], "owner": 4, "groups": [{"by": 4, "people": [4, 5, "3"]}, 7, {"q": "é", "items": [{"teams": ["t-1", "t-2"]}, {"teams": "t-2"}, {}]}, {"people": 4}]}'),
              (2, 'same', '{"grid":[[5],  ["5"]],"groups":[{"people":[5],  "items":[]}],  "x":1.50}'), (3, 'no JSON', 'grid: [[3]]'), (4, 'nothing', NULL), (5, 'no lists', '{"grid":[3,  4], "groups":{"people":[3]}}')
            """);
        await pair.Local.ExecuteAsync("INSERT INTO users VALUES (3, 'mine@x.org'), (40, 'b@x.org')");
        var before = await pair.Local.DumpAsync();

        await pair.SyncAsync();

        var a = (await LocalAsync(pair, "SELECT id FROM users WHERE email = 'a@x.org'")).Single();
        a.ShouldNotBe("3");
        (await LocalAsync(pair, "SELECT REPLACE(REPLACE(value, ': ', ':'), ', ', ',') FROM settings WHERE id = 1")).ShouldBe(
        [
            $$"""{"grid":[[{{a}},"40"],4,[],null,[[3]],[{"a":3},5]],"owner":40,"groups":[{"by":40,"people":[40,5,"{{a}}"]},7,{"q":"é","items":[{"teams":["t-1",null]},{"teams":"t-2"},{}]},{"people":4}]}""",
        ]);
        (await LocalAsync(pair, "SELECT value FROM settings WHERE id > 1 ORDER BY id")).ShouldBe(
            ["""{"grid":[[5],  ["5"]],"groups":[{"people":[5],  "items":[]}],  "x":1.50}""", "grid: [[3]]", "NULL", """{"grid":[3,  4], "groups":{"people":[3]}}"""]);
        await SettledAsync(pair);
        await pair.UndoAsync();
        (await pair.Local.DumpAsync()).ShouldBe(before);
    }

    [Theory]
    [InlineData(null, """x|{"grid":[[null,5],[5]]}""")]
    [InlineData("skip", null)]
    public async Task Case_28_An_id_in_a_list_in_a_list_of_nobody_is_never_left_to_mean_somebody_else(string? missing, string? expected)
    {
        await using var pair = await PairAsync(JsonRule(missing, ("$.grid[*][*]", "users")), Users, Settings);
        await pair.BothAsync("INSERT INTO users VALUES (5, 'c@x.org')");
        await pair.Production.ExecuteAsync("""INSERT INTO settings VALUES (1, 'x', '{"grid": [[7, 5], [5]]}')""");
        await pair.Local.ExecuteAsync("INSERT INTO users VALUES (7, 'mine@x.org')");

        var plan = await pair.SyncAsync();

        plan["settings"].Skipped.ShouldBe(expected is null ? 1 : 0);
        (await LocalAsync(pair, "SELECT name, REPLACE(REPLACE(value, ': ', ':'), ', ', ',') FROM settings")).ShouldBe(expected is null ? [] : [expected]);
    }

    [Fact]
    public async Task Case_28_A_list_of_ids_may_be_long_and_keeps_its_order()
    {
        await using var pair = await PairAsync(JsonRule(("$[*]", "users")), Users, Settings);
        await pair.Production.ExecuteAsync("INSERT INTO users VALUES (1, 'a@x.org'), (2, 'b@x.org')", $"INSERT INTO settings VALUES (1, 'long', '[{string.Join(',', Many(1, 2))}]')");
        await pair.Local.ExecuteAsync("INSERT INTO users VALUES (10, 'a@x.org'), (20, 'b@x.org')");

        await pair.SyncAsync();

        (await LocalAsync(pair, "SELECT REPLACE(value, ' ', '') FROM settings")).ShouldBe([$"[{string.Join(',', Many(10, 20))}]"]);

        static IEnumerable<int> Many(int first, int second) => Enumerable.Range(0, 2000).Select(number => number % 3 == 0 ? first : second);
    }

    [Theory]
    [InlineData(null, """x|{"people":[null,5]}""")]
    [InlineData("skip", null)]
    public async Task Case_28_An_id_in_a_list_of_nobody_is_never_left_to_mean_somebody_else(string? missing, string? expected)
    {
        await using var pair = await PairAsync(JsonRule(missing, ("$.people[*]", "users")), Users, Settings);
        await pair.BothAsync("INSERT INTO users VALUES (5, 'c@x.org')");
        await pair.Production.ExecuteAsync("""INSERT INTO settings VALUES (1, 'x', '{"people": [7, 5]}')""");
        await pair.Local.ExecuteAsync("INSERT INTO users VALUES (7, 'mine@x.org')");

        var plan = await pair.SyncAsync();

        plan["settings"].Skipped.ShouldBe(expected is null ? 1 : 0);
        (await LocalAsync(pair, "SELECT name, REPLACE(REPLACE(value, ': ', ':'), ', ', ',') FROM settings")).ShouldBe(expected is null ? [] : [expected]);
    }

    [Theory]
    [InlineData(null, "a|[2],b|[null],c|[3]")]
    [InlineData("skip", "c|[3]")]
    public async Task Case_28_Rows_may_list_rows_of_their_own_table(string? missing, string expected)
    {
        var rule = new Dictionary<string, ReferenceOptions> { ["notes.related$[*]"] = new() { To = "notes" } };
        await using var pair = await PairAsync(
            new() { Identity = Identities(("notes", ["slug"])), References = rule, Missing = missing is { } choice ? new Dictionary<string, string> { ["notes"] = choice } : [] },
            "CREATE TABLE notes (id {id}, slug VARCHAR(50) NOT NULL UNIQUE, related TEXT)");
        await pair.Production.ExecuteAsync("INSERT INTO notes VALUES (1, 'a', '[2]'), (2, 'b', '[7]'), (3, 'c', '[3]')");

        await pair.SyncAsync();

        string.Join(',', await LocalAsync(pair, "SELECT slug, related FROM notes ORDER BY id")).ShouldBe(expected);
    }

    [Fact]
    public async Task Case_28_Parents_that_only_json_asks_for_come_along_where_that_is_said()
    {
        var options = JsonRule("insert", ("$.owner", "users"), ("$.people[*]", "users"), ("$.team", "teams"), ("$.items[*].team", "teams"), ("$.grid[*][*]", "users"));
        await using var pair = await PairAsync(
            new() { Identity = options.Identity, References = options.References, Missing = options.Missing, Where = new Dictionary<string, string> { ["users"] = "1 = 2", ["teams"] = "code = 't-0'" } }, Users, Teams, Settings);
        await pair.Production.ExecuteAsync(
            "INSERT INTO users VALUES (3, 'a@x.org'), (4, 'b@x.org'), (5, 'c@x.org'), (6, 'not@x.org'), (8, 'd@x.org')", "INSERT INTO teams VALUES ('t-0', 'x'), ('t-1', 'red'), ('t-2', 'blue'), ('t-3', 'not')",
            """
            INSERT INTO settings VALUES (1, 'x', '{"team": "t-1", "owner": 3, "people": ["4", 3]}'), (2, 'y', '{"items": [{"team": "t-2"}, {}], "people": [5], "grid": [[], [3, "8"]]}'), (3, 'z', 'people: [6]'),
              (4, 'nobody', '{"team": "a code of more than twenty letters", "items": [{"team": "T-1"}, {"team": "T-0"}], "owner": 9223372036854775808, "people": ["9999999999999999999", 7]}')
            """);
        await pair.Local.ExecuteAsync("INSERT INTO users VALUES (3, 'mine@x.org')");

        await pair.SyncAsync();

        (await LocalAsync(pair, "SELECT email FROM users ORDER BY email")).ShouldBe(["a@x.org", "b@x.org", "c@x.org", "d@x.org", "mine@x.org"]);
        (await LocalAsync(pair, "SELECT code FROM teams ORDER BY code")).ShouldBe(["t-0", "t-1", "t-2"]);
        var a = (await LocalAsync(pair, "SELECT id FROM users WHERE email = 'a@x.org'")).Single();
        (await LocalAsync(pair, "SELECT REPLACE(REPLACE(value, ': ', ':'), ', ', ',') FROM settings WHERE id = 1")).ShouldBe([$$"""{"team":"t-1","owner":{{a}},"people":["4",{{a}}]}"""]);
        await SettledAsync(pair);
    }

    [Fact]
    public async Task Case_28_Of_a_table_that_is_left_out_come_the_rows_that_json_asks_for_where_that_is_said()
    {
        var options = JsonRule("insert", ("$.people[*]", "users"));
        await using var pair = await PairAsync(
            new() { Identity = options.Identity, References = options.References, Missing = options.Missing, Tables = new ScopeOptions { Exclude = ["users"] } }, Users, Settings);
        await pair.Production.ExecuteAsync("INSERT INTO users VALUES (3, 'a@x.org'), (4, 'not@x.org')", """INSERT INTO settings VALUES (1, 'x', '{"people":[3]}')""");

        await pair.SyncAsync();

        (await LocalAsync(pair, "SELECT email FROM users")).ShouldBe(["a@x.org"]);
    }

    [Fact]
    public async Task Case_28_65_Undo_leaves_rows_that_documents_made_since_refer_to()
    {
        await using var pair = await PairAsync(JsonRule(("$.owner", "users"), ("$.people[*]", "users"), ("$.grid[*][*]", "users"), ("$.team", "teams")), Users, Teams, Settings);
        await pair.Production.ExecuteAsync(
            "INSERT INTO users VALUES (3, 'a@x.org'), (4, 'b@x.org'), (5, 'c@x.org'), (6, 'd@x.org')", "INSERT INTO teams VALUES ('t-1', 'red'), ('t-2', 'blue')",
            """INSERT INTO settings VALUES (1, 'there', '{"owner": 5, "people": [5], "team": "t-2"}')""");
        await pair.SyncAsync();
        await pair.Local.ExecuteAsync("""INSERT INTO settings VALUES (9, 'mine', '{"owner": "3", "people": [7, 4], "grid": [[7], [6]], "team": "t-1"}'), (10, 'no JSON', 'owner: 5')""");

        var undone = (await pair.UndoAsync()).Single();

        (await LocalAsync(pair, "SELECT email FROM users ORDER BY id")).ShouldBe(["a@x.org", "b@x.org", "d@x.org"]);
        (await LocalAsync(pair, "SELECT code FROM teams")).ShouldBe(["t-1"]);
        (await LocalAsync(pair, "SELECT name FROM settings ORDER BY id")).ShouldBe(["mine", "no JSON"]);
        (undone.Removed, undone.Kept).ShouldBe((3, 4));
    }

    [Fact]
    public async Task Case_51_Json_with_other_blanks_is_the_same()
    {
        await using var pair = await PairAsync(ById("items"), Items);
        await pair.Production.ExecuteAsync("""INSERT INTO items VALUES (1, '{"a": "x  y", "b": [1, 2]}', 0), (2, '{"a": "x y"}', 0)""");
        await pair.Local.ExecuteAsync("""INSERT INTO items VALUES (1, '{"a":"x  y","b":[1,2]}', 0), (2, '{"a":"x  y"}', 0)""");
        var own = await LocalAsync(pair, "SELECT data FROM items WHERE id = 1");

        (await pair.SyncAsync())["items"].Updated.ShouldBe(1);

        (await LocalAsync(pair, "SELECT data FROM items WHERE id = 1")).ShouldBe(own);
        (await LocalAsync(pair, "SELECT REPLACE(data, ': ', ':') FROM items WHERE id = 2")).ShouldBe(["""{"a":"x y"}"""]);
        await SettledAsync(pair);
    }

    [Fact]
    public async Task Case_51_Json_that_was_only_written_anew_on_both_sides_is_no_conflict()
    {
        await using var pair = await PairAsync(ById("items"), Items, """INSERT INTO items VALUES (1, '{"a":1}', 0), (2, '{"a":1}', 0)""");
        await pair.SyncAsync();
        await pair.Production.ExecuteAsync("""UPDATE items SET data = '{"a": 2}'""");
        await pair.Local.ExecuteAsync("""UPDATE items SET data = '{"a":2 }', n = id""");

        var plan = (await pair.SyncAsync())["items"];

        (plan.Updated, plan.Conflicts).ShouldBe((0, 0));
        (await LocalAsync(pair, "SELECT n FROM items ORDER BY id")).ShouldBe(["1", "2"]);
        await SettledAsync(pair);
    }

    [Fact]
    public async Task Case_51_Members_in_another_order_are_the_same_where_the_server_can_tell()
    {
        await using var pair = await PairAsync(ById("items"), Items);
        await pair.Production.ExecuteAsync("""INSERT INTO items VALUES (1, '{"b": 1, "a": 1.0}', 0)""");
        await pair.Local.ExecuteAsync("""INSERT INTO items VALUES (1, '{"a":1.0,"b":1}', 0)""");

        (await pair.SyncAsync())["items"].Updated.ShouldBe(Engine is SqliteCaseEngine ? 1 : 0);

        await SettledAsync(pair);
    }
}
