using Ferry.Environments;

namespace Ferry.EndToEnd.Tests.Sync.Cases;

/// <summary>Rows that refer to others.</summary>
public abstract class ReferenceCaseTests : SyncCaseTests
{
    private const string Users = "CREATE TABLE users (id {id}, email VARCHAR(50) NOT NULL UNIQUE)";

    [Fact]
    public async Task Case_08_A_person_who_is_not_here_comes_in()
    {
        await using var pair = await PairAsync(ByKey("users", "email"), Users, "CREATE TABLE posts (id {id}, user_id {ref} NOT NULL, FOREIGN KEY (user_id) REFERENCES users (id))");
        await pair.Production.ExecuteAsync("INSERT INTO users VALUES (3, 'a@x.org')", "INSERT INTO posts VALUES (1, 3)");
        await pair.Local.ExecuteAsync("INSERT INTO users VALUES (3, 'b@x.org')");

        await pair.SyncAsync();

        (await LocalAsync(pair, "SELECT p.id, u.id, u.email FROM posts p JOIN users u ON u.id = p.user_id")).ShouldBe(["1|4|a@x.org"]);
    }

    [Fact]
    public async Task Case_09_Rows_never_come_to_hang_on_a_stranger_whose_table_was_left_out()
    {
        await using var pair = await PairAsync(
            new() { Identity = Identities(("users", ["email"])), Tables = new ScopeOptions { Exclude = ["users"] } },
            Users, "CREATE TABLE posts (id {id}, user_id {ref} NOT NULL, body VARCHAR(50), FOREIGN KEY (user_id) REFERENCES users (id))");
        await pair.Production.ExecuteAsync("INSERT INTO users VALUES (3, 'a@x.org')", "INSERT INTO posts VALUES (1, 3, 'by a')");
        await pair.Local.ExecuteAsync("INSERT INTO users VALUES (3, 'stranger@x.org')");

        var plan = await pair.PlanAsync();
        if (plan.Outcome != Ferry.Sync.SyncOutcome.Blocked)
        {
            await pair.ApplyAsync(plan);
        }

        (await LocalAsync(pair, "SELECT count(*) FROM posts p JOIN users u ON u.id = p.user_id WHERE u.email = 'stranger@x.org'")).ShouldBe(["0"]);
        (await LocalAsync(pair, "SELECT email FROM users WHERE id = 3")).ShouldBe(["stranger@x.org"]);
    }

    [Fact]
    public async Task Case_17_A_tree_whose_parents_come_after_their_children_arrives_whole()
    {
        await using var pair = await PairAsync(ByKey("categories", "slug"), "CREATE TABLE categories (id {id}, parent_id {ref}, slug VARCHAR(50) NOT NULL UNIQUE, FOREIGN KEY (parent_id) REFERENCES categories (id))");
        await pair.Production.ExecuteAsync($"{Engine.Unchecked} INSERT INTO categories VALUES (3, 9, 'child'), (9, 8, 'parent'), (8, NULL, 'root')");
        await pair.Local.ExecuteAsync("INSERT INTO categories VALUES (9, NULL, 'mine')");

        await pair.SyncAsync();

        (await LocalAsync(pair, "SELECT c.slug, p.slug FROM categories c LEFT JOIN categories p ON p.id = c.parent_id ORDER BY c.slug")).ShouldBe(["child|parent", "mine|NULL", "parent|root", "root|NULL"]);
    }

    [Fact]
    public async Task Case_19_Tables_that_need_each_other_come_in_together()
    {
        await using var pair = await PairAsync(
            new() { Identity = Identities(("users", ["email"]), ("teams", ["slug"])) },
            $"{Engine.Unchecked} CREATE TABLE teams (id {{id}}, slug VARCHAR(50) NOT NULL UNIQUE, owner_id {{ref}} NOT NULL, FOREIGN KEY (owner_id) REFERENCES users (id))",
            "CREATE TABLE users (id {id}, email VARCHAR(50) NOT NULL UNIQUE, team_id {ref} NOT NULL, FOREIGN KEY (team_id) REFERENCES teams (id))");
        await pair.Production.ExecuteAsync($"{Engine.Unchecked} INSERT INTO teams VALUES (1, 'red', 1); INSERT INTO users VALUES (1, 'a@x.org', 1), (2, 'b@x.org', 1)");
        await pair.Local.ExecuteAsync($"{Engine.Unchecked} INSERT INTO teams VALUES (1, 'blue', 1); INSERT INTO users VALUES (1, 'z@x.org', 1)");

        await pair.SyncAsync();

        (await LocalAsync(pair, "SELECT u.email, t.slug, o.email FROM users u JOIN teams t ON t.id = u.team_id JOIN users o ON o.id = t.owner_id ORDER BY u.email"))
            .ShouldBe(["a@x.org|red|a@x.org", "b@x.org|red|a@x.org", "z@x.org|blue|z@x.org"]);
    }

    [Fact]
    public async Task Case_19_Rows_that_can_only_be_told_by_each_other_are_recognised_all_the_same()
    {
        await using var pair = await PairAsync(
            null,
            $"{Engine.Unchecked} CREATE TABLE clerks (id {{id}}, name VARCHAR(50) NOT NULL, phone VARCHAR(50), shop_id {{ref}} NOT NULL, FOREIGN KEY (shop_id) REFERENCES shops (id))",
            "CREATE TABLE shops (id {id}, manager_id {ref} NOT NULL UNIQUE, FOREIGN KEY (manager_id) REFERENCES clerks (id))",
            "CREATE TABLE goods (id {id}, shop_id {ref} NOT NULL, label VARCHAR(50), FOREIGN KEY (shop_id) REFERENCES shops (id))");
        await pair.Production.ExecuteAsync(
            $"{Engine.Unchecked} INSERT INTO clerks VALUES (1, 'Mike', '1', 1), (2, 'Jon', '2', 2), (3, 'Sam', '3', 1), (4, 'Sam', '3', 2); INSERT INTO shops VALUES (1, 1), (2, 2)",
            "INSERT INTO goods VALUES (1, 1, 'a'), (2, 2, 'a'), (3, 2, 'b')");
        await pair.Local.ExecuteAsync(
            $"{Engine.Unchecked} INSERT INTO clerks VALUES (11, 'Mike', '1', 21), (12, 'Jon', '2', 22); INSERT INTO shops VALUES (21, 11), (22, 12)", "INSERT INTO goods VALUES (31, 21, 'a'), (32, 22, 'a')");

        var plan = await pair.SyncAsync();

        plan["clerks"].Identity.ShouldEndWith("shop_id apart, because shops must wait for this table");
        (plan["clerks"].Adopted, plan["clerks"].Inserted, plan["shops"].Adopted, plan["shops"].Inserted, plan["goods"].Adopted, plan["goods"].Inserted).ShouldBe((2, 2, 2, 0, 2, 1));
        (await LocalAsync(pair, "SELECT c.id, c.name, m.name, g.label FROM clerks c JOIN shops s ON s.id = c.shop_id JOIN clerks m ON m.id = s.manager_id LEFT JOIN goods g ON g.shop_id = s.id ORDER BY c.id, g.label"))
            .ShouldBe(["3|Sam|Mike|a", "4|Sam|Jon|a", "4|Sam|Jon|b", "11|Mike|Mike|a", "12|Jon|Jon|a", "12|Jon|Jon|b"]);
        await SettledAsync(pair);
    }

    [Fact]
    public async Task Case_26_A_kind_that_no_rule_knows_keeps_its_row_as_it_is()
    {
        var options = new SyncOptions
        {
            Identity = Identities(("movies", ["slug"])),
            References = new Dictionary<string, ReferenceOptions> { ["comments.on_id"] = new() { Type = "on_type", Tables = new Dictionary<string, string> { ["App\\Movie"] = "movies" } } },
        };
        await using var pair = await PairAsync(options, "CREATE TABLE movies (id {id}, slug VARCHAR(50) NOT NULL UNIQUE)", "CREATE TABLE comments (id {id}, on_type VARCHAR(50), on_id {ref}, body VARCHAR(50))");
        await pair.Production.ExecuteAsync(
            "INSERT INTO movies VALUES (17, 'alien')",
            $"INSERT INTO comments VALUES (1, '{(pair.Production is SqliteSide ? "App\\Movie" : "App\\\\Movie")}', 17, 'known'), (2, 'Unknown', 17, 'unknown')");
        await pair.Local.ExecuteAsync("INSERT INTO movies VALUES (4, 'alien')");

        var plan = await pair.PlanAsync();
        plan.Databases.Single().Findings.Single(finding => finding.Code == "sync.type-unknown").Message.ShouldContain("for Unknown in on_type");

        await pair.ApplyAsync(plan);

        (await LocalAsync(pair, "SELECT on_id, body FROM comments ORDER BY id")).ShouldBe(["4|known", "17|unknown"]);
    }

    [Fact]
    public async Task Case_27_Kinds_that_are_rows_themselves_are_mapped_and_so_is_what_they_mean()
    {
        var options = new SyncOptions
        {
            Identity = Identities(("movies", ["slug"]), ("content_types", ["app", "model"])),
            References = new Dictionary<string, ReferenceOptions> { ["comments.object_id"] = new() { Type = "content_type_id", Tables = new Dictionary<string, string> { ["7"] = "movies" } } },
        };
        await using var pair = await PairAsync(
            options, "CREATE TABLE movies (id {id}, slug VARCHAR(50) NOT NULL UNIQUE)", "CREATE TABLE content_types (id {id}, app VARCHAR(50) NOT NULL, model VARCHAR(50) NOT NULL, UNIQUE (app, model))",
            "CREATE TABLE comments (id {id}, content_type_id {ref}, object_id {ref}, FOREIGN KEY (content_type_id) REFERENCES content_types (id))");
        await pair.Production.ExecuteAsync("INSERT INTO movies VALUES (17, 'alien')", "INSERT INTO content_types VALUES (7, 'shop', 'movie')", "INSERT INTO comments VALUES (1, 7, 17)");
        await pair.Local.ExecuteAsync("INSERT INTO movies VALUES (4, 'alien')", "INSERT INTO content_types VALUES (9, 'shop', 'movie')");

        await pair.SyncAsync();

        (await LocalAsync(pair, "SELECT content_type_id, object_id FROM comments")).ShouldBe(["9|4"]);
    }

    [Fact]
    public async Task Case_68_Only_the_chosen_rows_come_and_earlier_ones_stay()
    {
        await using var pair = await FilteredAsync(new() { ["posts"] = "wanted = 1" });
        await pair.SyncAsync();
        (await LocalAsync(pair, "SELECT p.id, u.email FROM posts p JOIN users u ON u.id = p.user_id")).ShouldBe(["1|a@x.org"]);
        pair.Options = new SyncOptions { Identity = pair.Options.Identity, Where = new Dictionary<string, string> { ["posts"] = "wanted = 0" } };

        (await pair.SyncAsync())["posts"].Gone.ShouldBe(0);

        (await LocalAsync(pair, "SELECT p.id, u.email FROM posts p JOIN users u ON u.id = p.user_id ORDER BY p.id")).ShouldBe(["1|a@x.org", "2|b@x.org"]);
    }

    [Fact]
    public async Task Case_68_Parents_that_a_filter_leaves_out_come_along_with_the_rows_that_need_them()
    {
        await using var pair = await FilteredAsync(new() { ["posts"] = "wanted = 1", ["users"] = Never });

        var plan = await pair.SyncAsync();

        (plan["users"].Inserted, plan["posts"].Inserted, plan["posts"].Skipped).ShouldBe((1, 1, 0));
        (await LocalAsync(pair, "SELECT p.id, u.email FROM posts p JOIN users u ON u.id = p.user_id")).ShouldBe(["1|a@x.org"]);
        (await LocalAsync(pair, "SELECT count(*) FROM users")).ShouldBe(["1"]);
        await SettledAsync(pair);
        await pair.Production.ExecuteAsync("UPDATE users SET email = 'new@x.org' WHERE id = 3");
        await pair.SyncAsync();
        (await LocalAsync(pair, "SELECT email FROM users")).ShouldBe(["new@x.org"]);
    }

    [Fact]
    public async Task Case_68_Parents_of_parents_come_along_in_a_tree_and_by_keys_of_text_and_of_two_columns()
    {
        await using var pair = await PairAsync(
            new() { Where = new Dictionary<string, string> { ["nodes"] = "id = 4", ["lands"] = Never, ["towns"] = Never } },
            "CREATE TABLE lands (code VARCHAR(20) NOT NULL PRIMARY KEY)",
            "CREATE TABLE towns (land VARCHAR(20) NOT NULL, name VARCHAR(20) NOT NULL, PRIMARY KEY (land, name), FOREIGN KEY (land) REFERENCES lands (code))",
            """
            CREATE TABLE nodes (
              id {id}, parent_id {ref} NOT NULL, land VARCHAR(20) NOT NULL, town VARCHAR(20) NOT NULL,
              FOREIGN KEY (parent_id) REFERENCES nodes (id), FOREIGN KEY (land, town) REFERENCES towns (land, name))
            """);
        await pair.Production.ExecuteAsync(
            "INSERT INTO lands VALUES ('de'), ('o''k'), ('xx')", "INSERT INTO towns VALUES ('o''k', 'a'), ('de', 'a'), ('de', 'ü'), ('xx', 'a')",
            "INSERT INTO nodes VALUES (1, 1, 'de', 'ü')", "INSERT INTO nodes VALUES (2, 1, 'o''k', 'a'), (3, 1, 'xx', 'a')", "INSERT INTO nodes VALUES (4, 2, 'de', 'a')");

        await pair.SyncAsync();

        (await LocalAsync(pair, "SELECT * FROM nodes ORDER BY id")).ShouldBe(["1|1|de|ü", "2|1|o'k|a", "4|2|de|a"]);
        (await LocalAsync(pair, "SELECT code FROM lands ORDER BY code")).ShouldBe(["de", "o'k"]);
        await SettledAsync(pair);
    }

    [Theory]
    [InlineData(null, "1|NULL")]
    [InlineData("null", "1|NULL")]
    [InlineData("insert", "1|a@x.org")]
    [InlineData("skip", null)]
    public async Task Case_68_A_parent_that_a_row_can_do_without_comes_when_it_is_said(string? missing, string? expected)
    {
        var options = new SyncOptions
        {
            Identity = Identities(("users", ["email"])),
            Where = new Dictionary<string, string> { ["users"] = Never },
            Missing = missing is { } choice ? new Dictionary<string, string> { ["posts.user_id"] = choice } : [],
        };
        await using var pair = await PairAsync(options, Users, "CREATE TABLE posts (id {id}, user_id {ref}, FOREIGN KEY (user_id) REFERENCES users (id))");
        await pair.Production.ExecuteAsync("INSERT INTO users VALUES (3, 'a@x.org')", "INSERT INTO posts VALUES (1, 3)");

        var plan = await pair.SyncAsync();

        plan["posts"].Skipped.ShouldBe(missing == "skip" ? 1 : 0);
        (await LocalAsync(pair, "SELECT p.id, u.email FROM posts p LEFT JOIN users u ON u.id = p.user_id")).ShouldBe(expected is null ? [] : [expected]);
    }

    [Fact]
    public async Task Case_09_Of_a_table_that_is_left_out_come_the_rows_that_others_need_where_that_is_said()
    {
        await using var pair = await PairAsync(
            new()
            {
                Identity = Identities(("users", ["email"])), Tables = new ScopeOptions { Exclude = ["users"] },
                Missing = new Dictionary<string, string> { ["posts.user_id"] = "insert" },
            },
            Users, "CREATE TABLE posts (id {id}, user_id {ref} NOT NULL, FOREIGN KEY (user_id) REFERENCES users (id))");
        await pair.Production.ExecuteAsync("INSERT INTO users VALUES (3, 'a@x.org'), (4, 'other@x.org')", "INSERT INTO posts VALUES (1, 3)");
        await pair.Local.ExecuteAsync("INSERT INTO users VALUES (3, 'stranger@x.org')");

        await pair.SyncAsync();

        (await LocalAsync(pair, "SELECT email FROM users ORDER BY email")).ShouldBe(["a@x.org", "stranger@x.org"]);
        (await LocalAsync(pair, "SELECT u.email FROM posts p JOIN users u ON u.id = p.user_id")).ShouldBe(["a@x.org"]);
        await SettledAsync(pair);
    }

    private const string Never = "1 = 2";

    private async Task<SyncPair> FilteredAsync(Dictionary<string, string> where)
    {
        var options = new SyncOptions { Identity = Identities(("users", ["email"])), Where = where };
        var pair = await PairAsync(options, Users, "CREATE TABLE posts (id {id}, user_id {ref} NOT NULL, wanted INT, FOREIGN KEY (user_id) REFERENCES users (id))");
        await pair.Production.ExecuteAsync("INSERT INTO users VALUES (3, 'a@x.org'), (4, 'b@x.org')", "INSERT INTO posts VALUES (1, 3, 1), (2, 4, 0)");
        return pair;
    }
}
