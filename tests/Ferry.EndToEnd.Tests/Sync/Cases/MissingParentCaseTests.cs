using Ferry.Environments;
using Ferry.Sync;

namespace Ferry.EndToEnd.Tests.Sync.Cases;

/// <summary>Rows whose parents neither come nor are here.</summary>
public abstract class MissingParentCaseTests : SyncCaseTests
{
    private const string Users = "CREATE TABLE users (id {id}, email VARCHAR(60) NOT NULL UNIQUE, name VARCHAR(15) NOT NULL, nick VARCHAR(20) UNIQUE, age INT NOT NULL, born DATE NOT NULL, level INT NOT NULL DEFAULT 3)";
    private const string Posts = "CREATE TABLE posts (id {id}, user_id {ref} NOT NULL, body VARCHAR(50), FOREIGN KEY (user_id) REFERENCES users (id))";

    [Fact]
    public async Task Case_09_A_row_stands_in_for_a_parent_whose_table_is_left_out_and_goes_again()
    {
        await using var pair = await WithoutUsersAsync("placeholder");
        var before = await pair.Local.DumpAsync();

        var plan = await pair.SyncAsync();

        (plan["users"].Read, plan["users"].Inserted, plan["users"].Placeholders, plan["users"].Renumbered, plan["posts"].Inserted, plan["posts"].Skipped).ShouldBe((0, 2, 2, 1, 3, 0));
        (await LocalAsync(pair, "SELECT p.body, u.email, u.name, u.nick, u.age, SUBSTR(u.born, 1, 10), u.level FROM posts p JOIN users u ON u.id = p.user_id ORDER BY p.id")).ShouldBe(
        [
            "by a|sync-production-3@invalid|placeholder pro|NULL|0|1970-01-01|3", "also by a|sync-production-3@invalid|placeholder pro|NULL|0|1970-01-01|3",
            "by b|sync-production-5@invalid|placeholder pro|NULL|0|1970-01-01|3",
        ]);
        await SettledAsync(pair);

        (await pair.UndoAsync()).Single().Removed.ShouldBe(5);
        (await pair.Local.DumpAsync()).ShouldBe(before);
        (await pair.SyncAsync())["users"].Placeholders.ShouldBe(2);
    }

    [Fact]
    public async Task Case_09_The_real_row_takes_the_placeholder_s_place_when_it_comes()
    {
        await using var pair = await WithoutUsersAsync("placeholder");
        await pair.SyncAsync();
        var before = await pair.Local.DumpAsync();
        await pair.Production.ExecuteAsync("INSERT INTO users VALUES (6, 'stranger@x.org', 'theirs', NULL, 1, '2001-01-01', 1)");
        pair.Options = new() { Identity = pair.Options.Identity };

        var plan = await pair.SyncAsync();

        (plan["users"].Inserted, plan["users"].Updated, plan["users"].Placeholders, plan["users"].Conflicts, plan["users"].Gone).ShouldBe((0, 3, 0, 0, 0));
        (await LocalAsync(pair, "SELECT p.body, u.email, u.name, u.nick, u.age, SUBSTR(u.born, 1, 10), u.level FROM posts p JOIN users u ON u.id = p.user_id ORDER BY p.id")).ShouldBe(
            ["by a|a@x.org|Ana|ana|41|1980-02-03|1", "also by a|a@x.org|Ana|ana|41|1980-02-03|1", "by b|b@x.org|Bo|NULL|7|2015-02-03|1"]);
        (await LocalAsync(pair, "SELECT name FROM users WHERE email = 'stranger@x.org'")).ShouldBe(["theirs"]);
        await SettledAsync(pair);

        await pair.UndoAsync();
        (await pair.Local.DumpAsync()).ShouldBe(before);
        (await pair.SyncAsync())["users"].Updated.ShouldBe(3);
        await SettledAsync(pair);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Case_09_A_real_row_that_is_here_under_another_id_by_then_is_recognised_and_what_refers_to_it_follows(bool looked)
    {
        await using var pair = await WithoutUsersAsync("placeholder");
        await pair.SyncAsync();
        await pair.Local.ExecuteAsync("INSERT INTO users VALUES (20, 'a@x.org', 'Ana, here', NULL, 41, '1980-02-03', 2)");
        pair.Options = new() { Identity = pair.Options.Identity };
        var before = await pair.Local.DumpAsync();
        if (looked)
        {
            await pair.PlanAsync();
        }

        var plan = await pair.PlanAsync();
        await pair.ApplyAsync(plan);

        (plan.Databases.Single().Findings.Count(finding => finding.Code == "sync.placeholder-known") == 1).ShouldBe(!looked);
        (await LocalAsync(pair, "SELECT p.body, u.id, u.name, u.nick FROM posts p JOIN users u ON u.id = p.user_id WHERE p.body LIKE '%by a' ORDER BY p.id")).ShouldBe(["by a|20|Ana, here|ana", "also by a|20|Ana, here|ana"]);
        (await LocalAsync(pair, "SELECT email, name FROM users WHERE email LIKE 'sync%'")).ShouldBe(["sync-production-3@invalid|placeholder pro"]);
        (await LocalAsync(pair, "SELECT u.name FROM posts p JOIN users u ON u.id = p.user_id WHERE p.body = 'by b'")).ShouldBe(["Bo"]);
        plan.Databases.Single().Tables.Single(table => table.Name == "users").ShouldSatisfyAllConditions(
            users => users.Open.SelectMany(row => row.Cells).Select(cell => cell.Column).ShouldBe(["name", "level"]), users => users.StillOpen.ShouldBe(0), users => users.Gone.ShouldBe(0));

        await pair.UndoAsync();
        (await pair.Local.DumpAsync()).ShouldBe(before);
        await pair.SyncAsync();
        (await LocalAsync(pair, "SELECT user_id FROM posts WHERE body LIKE '%by a'")).ShouldBe(["20", "20"]);
        await pair.Production.ExecuteAsync("UPDATE users SET age = 42 WHERE id = 3", "UPDATE posts SET user_id = 5 WHERE body = 'also by a'");
        await pair.SyncAsync();
        (await LocalAsync(pair, "SELECT age FROM users WHERE id = 20")).ShouldBe(["42"]);
        (await LocalAsync(pair, "SELECT COUNT(*) FROM posts p JOIN users u ON u.id = p.user_id WHERE u.name = 'Bo'")).ShouldBe(["2"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Case_09_What_refers_to_a_row_that_is_recognised_later_follows_at_the_next_sync_also_when_it_was_not_read(bool looked)
    {
        var json = new Dictionary<string, ReferenceOptions> { ["settings.value$.people[*]"] = new() { To = "users" } };
        await using var pair = await PairAsync(
            new() { Identity = Identities(("users", ["email"]), ("settings", ["name"])), Missing = Rule("*", "placeholder"), References = json },
            Users, Posts, "CREATE TABLE settings (id {id}, name VARCHAR(50) NOT NULL UNIQUE, value TEXT)");
        await pair.Production.ExecuteAsync($"{Engine.Unchecked} INSERT INTO posts VALUES (1, 99, 'by nobody')", """INSERT INTO settings VALUES (1, 'a', '{"people":[99]}')""");
        await pair.SyncAsync();
        await pair.Local.ExecuteAsync("INSERT INTO users VALUES (200, 'found@x.org', 'Found', NULL, 1, '2001-01-01', 1)");
        await pair.Production.ExecuteAsync("INSERT INTO users VALUES (99, 'found@x.org', 'Found', NULL, 1, '2001-01-01', 1)");
        if (looked)
        {
            await pair.PlanAsync();
        }

        var first = await pair.SyncAsync();
        var second = await pair.SyncAsync();

        first.Values.Concat(second.Values).ShouldAllBe(table => table.Conflicts == 0 && table.Skipped == 0 && table.Gone == 0 && table.Inserted == 0);
        (await LocalAsync(pair, "SELECT user_id FROM posts")).ShouldBe(["200"]);
        (await LocalAsync(pair, "SELECT REPLACE(value, ' ', '') FROM settings")).ShouldBe(["""{"people":[200]}"""]);
        await SettledAsync(pair);
    }

    [Fact]
    public async Task Case_09_What_was_edited_in_a_placeholder_stays_and_is_listed_and_no_policy_keeps_the_rest()
    {
        await using var pair = await WithoutUsersAsync("placeholder");
        await pair.SyncAsync();
        await pair.Local.ExecuteAsync("UPDATE users SET name = 'who is this?' WHERE email = 'sync-production-3@invalid'");
        pair.Options = new()
        {
            Identity = pair.Options.Identity,
            Policies = new Dictionary<string, IReadOnlyDictionary<string, PolicyOptions>> { ["users"] = new Dictionary<string, PolicyOptions> { ["email"] = new() { Policy = "fill-null" }, ["age"] = new() { Policy = "additive" }, ["born"] = new() { Policy = "frozen" } } },
        };

        var plan = await pair.SyncAsync();

        plan["users"].Open.Single().Cells.Single().ShouldBe(new SyncCell("name", "who is this?", "Ana"));
        (await LocalAsync(pair, "SELECT email, name, age, SUBSTR(born, 1, 10) FROM users WHERE age > 0 ORDER BY email")).ShouldBe(["a@x.org|who is this?|41|1980-02-03", "b@x.org|Bo|7|2015-02-03", "stranger@x.org|mine|1|2001-01-01"]);
    }

    [Fact]
    public async Task Case_09_A_row_stands_in_for_one_that_a_filter_leaves_out_and_for_one_that_the_source_has_lost()
    {
        await using var pair = await PairAsync(
            new() { Identity = Identities(("users", ["email"])), Missing = Rule("posts.user_id", "placeholder"), Where = new Dictionary<string, string> { ["users"] = "level = 1" } }, Users, Posts);
        await pair.Production.ExecuteAsync("INSERT INTO users VALUES (3, 'a@x.org', 'Ana', 'ana', 41, '1980-02-03', 1), (5, 'b@x.org', 'Bo', NULL, 7, '2015-02-03', 2)", "INSERT INTO posts VALUES (1, 3, 'by a'), (2, 5, 'by b')");

        (await pair.SyncAsync())["users"].Placeholders.ShouldBe(1);

        (await LocalAsync(pair, "SELECT body, email FROM posts p JOIN users u ON u.id = p.user_id ORDER BY body")).ShouldBe(["by a|a@x.org", "by b|sync-production-5@invalid"]);
        await SettledAsync(pair);

        pair.Options = new() { Identity = pair.Options.Identity, Missing = pair.Options.Missing };
        await pair.SyncAsync();
        await SettledAsync(pair);
        await pair.Production.ExecuteAsync($"{Engine.Unchecked} INSERT INTO posts VALUES (3, 99, 'by nobody')");
        var lost = await pair.SyncAsync();
        (lost["users"].Placeholders, lost["users"].Updated, lost["users"].Gone).ShouldBe((1, 0, 0));
        (await LocalAsync(pair, "SELECT body, email FROM posts p JOIN users u ON u.id = p.user_id ORDER BY body")).ShouldBe(["by a|a@x.org", "by b|b@x.org", "by nobody|sync-production-99@invalid"]);
        (await pair.PlanAsync()).Databases.Single().Tables.ShouldAllBe(table => table.Gone == 0 && table.Inserted == 0);
        await SettledAsync(pair);

        await pair.Production.ExecuteAsync("INSERT INTO users VALUES (99, 'found@x.org', 'Found', NULL, 1, '2001-01-01', 1)");
        var found = await pair.SyncAsync();
        (found["users"].Inserted, found["users"].Updated, found["users"].Gone).ShouldBe((0, 1, 0));
        (await LocalAsync(pair, "SELECT email FROM posts p JOIN users u ON u.id = p.user_id WHERE body = 'by nobody'")).ShouldBe(["found@x.org"]);
        await SettledAsync(pair);
    }

    [Fact]
    public async Task Case_09_A_row_that_is_here_by_its_key_needs_no_placeholder_and_stays_as_it_is()
    {
        await using var pair = await PairAsync(
            new() { Tables = new ScopeOptions { Exclude = ["tags"] }, Missing = Rule("*", "placeholder"), References = new Dictionary<string, ReferenceOptions> { ["marks.on_id"] = new() { Type = "on_type", Tables = new Dictionary<string, string> { ["tag"] = "tags" } } } },
            "CREATE TABLE tags (code VARCHAR(20) NOT NULL PRIMARY KEY, label VARCHAR(8) NOT NULL UNIQUE, words VARCHAR(50))",
            "CREATE TABLE marks (id {id}, on_type VARCHAR(10), on_id VARCHAR(20), tag_code VARCHAR(20), FOREIGN KEY (tag_code) REFERENCES tags (code))");
        await pair.Production.ExecuteAsync("INSERT INTO tags VALUES ('red', 'Red', 'r'), ('green', 'Green', 'g'), ('blue', 'Blue', 'b')", "INSERT INTO marks VALUES (1, 'tag', 'blue', 'red'), (2, 'tag', 'green', NULL), (3, 'other', 'grey', NULL)");
        await pair.Local.ExecuteAsync("INSERT INTO tags VALUES ('red', 'Rouge', NULL)");

        var plan = await pair.SyncAsync();

        (plan["tags"].Placeholders, plan["tags"].Adopted, plan["tags"].Updated).ShouldBe((2, 1, 0));
        (await LocalAsync(pair, "SELECT code, label, words FROM tags ORDER BY code")).ShouldBe(["blue|blue pla|NULL", "green|green pl|NULL", "red|Rouge|NULL"]);
        (await LocalAsync(pair, "SELECT id, on_id, tag_code FROM marks ORDER BY id")).ShouldBe(["1|blue|red", "2|green|NULL", "3|grey|NULL"]);
        await SettledAsync(pair);

        pair.Options = new() { References = pair.Options.References };
        (await pair.SyncAsync())["tags"].Updated.ShouldBe(3);
        (await LocalAsync(pair, "SELECT code, label, words FROM tags ORDER BY code")).ShouldBe(["blue|Blue|b", "green|Green|g", "red|Red|r"]);
    }

    [Theory]
    [InlineData("team_id {ref} NOT NULL, FOREIGN KEY (team_id) REFERENCES teams (id)", "sync.no-placeholder", "parent")]
    [InlineData("team_id INT NOT NULL, CHECK (team_id > 0)", "sync.check-broken", "condition")]
    public async Task Case_09_Rows_stay_out_where_nothing_can_stand_in_for_their_parent(string column, string code, string reason)
    {
        await using var pair = await PairAsync(
            new() { Tables = new ScopeOptions { Exclude = ["users"] }, Missing = Rule("posts", "placeholder"), Identity = Identities(("users", ["email"])) },
            "CREATE TABLE teams (id {id}, name VARCHAR(50))", $"CREATE TABLE users (id {{id}}, email VARCHAR(60) NOT NULL UNIQUE, {column})",
            "CREATE TABLE posts (id {id}, user_id {ref}, body VARCHAR(50), FOREIGN KEY (user_id) REFERENCES users (id))");
        await pair.Production.ExecuteAsync("INSERT INTO teams VALUES (1, 'red')", "INSERT INTO users VALUES (3, 'a@x.org', 1)", "INSERT INTO posts VALUES (1, 3, 'by a'), (2, NULL, 'by nobody')");

        var plan = await pair.PlanAsync();
        plan.Outcome.ShouldBe(SyncOutcome.Conflicts);
        plan.Databases.Single().Findings.ShouldContain(finding => finding.Code == code);
        var tables = plan.Databases.Single().Tables.ToDictionary(table => table.Name);
        (tables["users"].Inserted, tables["posts"].Inserted, tables["posts"].Skipped).ShouldBe((0, 1, 1));
        tables["users"].Open.Concat(tables["posts"].Open).ShouldContain(row => row.Reason!.Contains(reason, StringComparison.Ordinal));
        await pair.ApplyAsync(plan);

        (await LocalAsync(pair, "SELECT body FROM posts")).ShouldBe(["by nobody"]);
        (await LocalAsync(pair, "SELECT COUNT(*) FROM users")).ShouldBe(["0"]);
    }

    [Fact]
    public async Task Case_08_Rows_without_their_parent_refer_to_the_row_that_a_rule_names()
    {
        await using var pair = await WithoutUsersAsync("use(7)");
        await pair.Local.ExecuteAsync("INSERT INTO users VALUES (7, 'nobody@x.org', 'nobody', NULL, 1, '2001-01-01', 1)");
        var before = await pair.Local.DumpAsync();

        var plan = await pair.PlanAsync();
        plan.Outcome.ShouldBe(SyncOutcome.Changes);
        plan.Databases.Single().Findings.Single(finding => finding.Code == "sync.missing-parents").Message.ShouldBe("3 rows of posts refer to rows of users that are not there (user_id): they refer to the row 7 of users.");
        await pair.ApplyAsync(plan);

        (await LocalAsync(pair, "SELECT user_id, body FROM posts ORDER BY id")).ShouldBe(["7|by a", "7|also by a", "7|by b"]);
        (await LocalAsync(pair, "SELECT COUNT(*) FROM users")).ShouldBe(["2"]);
        await SettledAsync(pair);
        await pair.Production.ExecuteAsync("UPDATE posts SET body = 'by A' WHERE id = 1");
        (await pair.SyncAsync())["posts"].Updated.ShouldBe(1);
        (await LocalAsync(pair, "SELECT user_id, body FROM posts WHERE id = 1")).ShouldBe(["7|by A"]);

        await pair.UndoAsync();
        await pair.UndoAsync();
        (await pair.Local.DumpAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Case_08_The_row_that_a_rule_names_must_be_there()
    {
        await using var pair = await WithoutUsersAsync("use(7)");

        await RefusedAsync(pair, "sync.fallback-missing");

        pair.Options = new() { Identity = pair.Options.Identity, Tables = pair.Options.Tables, Missing = Rule("posts.user_id", "use(3, 1)") };
        await RefusedAsync(pair, "sync.fallback-missing");
    }

    [Fact]
    public async Task Case_08_Rows_that_are_here_keep_their_parents_beside_those_that_get_another()
    {
        await using var pair = await PairAsync(
            new()
            {
                Identity = Identities(("users", ["email"]), ("settings", ["name"])), Missing = Rule("*", "use(4)"), Where = new Dictionary<string, string> { ["users"] = "level = 1" },
                References = new Dictionary<string, ReferenceOptions> { ["settings.value$.owner"] = new() { To = "users" } },
            },
            Users, Posts, "CREATE TABLE settings (id {id}, name VARCHAR(50) NOT NULL UNIQUE, value TEXT)");
        await pair.Production.ExecuteAsync(
            "INSERT INTO users VALUES (3, 'a@x.org', 'Ana', 'ana', 41, '1980-02-03', 1), (5, 'b@x.org', 'Bo', NULL, 7, '2015-02-03', 2)", "INSERT INTO posts VALUES (1, 3, 'by a'), (2, 5, 'by b')",
            """INSERT INTO settings VALUES (1, 'a', '{"owner": 3}'), (2, 'b', '{"owner": 5}')""");
        await pair.Local.ExecuteAsync("INSERT INTO users VALUES (3, 'stranger@x.org', 'mine', NULL, 1, '2001-01-01', 1), (4, 'nobody@x.org', 'nobody', NULL, 1, '2001-01-01', 1), (8, 'a@x.org', 'Ana', 'ana', 41, '1980-02-03', 1)");

        await pair.SyncAsync();

        (await LocalAsync(pair, "SELECT user_id, body FROM posts ORDER BY id")).ShouldBe(["8|by a", "4|by b"]);
        (await LocalAsync(pair, "SELECT REPLACE(value, ' ', '') FROM settings ORDER BY id")).ShouldBe(["""{"owner":8}""", """{"owner":4}"""]);
        await SettledAsync(pair);
    }

    private async Task<SyncPair> WithoutUsersAsync(string missing)
    {
        var pair = await PairAsync(new() { Identity = Identities(("users", ["email"])), Tables = new ScopeOptions { Exclude = ["users"] }, Missing = Rule("posts.user_id", missing) }, Users, Posts);
        await pair.Production.ExecuteAsync(
            "INSERT INTO users VALUES (3, 'a@x.org', 'Ana', 'ana', 41, '1980-02-03', 1), (5, 'b@x.org', 'Bo', NULL, 7, '2015-02-03', 1)",
            "INSERT INTO posts VALUES (1, 3, 'by a'), (2, 3, 'also by a'), (3, 5, 'by b')");
        await pair.Local.ExecuteAsync("INSERT INTO users VALUES (3, 'stranger@x.org', 'mine', NULL, 1, '2001-01-01', 2)");
        return pair;
    }

    private static Dictionary<string, string> Rule(string of, string missing) => new() { [of] = missing };
}
