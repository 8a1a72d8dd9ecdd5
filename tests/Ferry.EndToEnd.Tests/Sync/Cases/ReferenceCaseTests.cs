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

        await pair.SyncAsync();

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
    public async Task Case_28_A_rule_about_an_id_inside_json_is_refused_and_not_ignored()
    {
        var options = new SyncOptions
        {
            Identity = Identities(("users", ["email"]), ("settings", ["name"])),
            References = new Dictionary<string, ReferenceOptions> { ["settings.value$.owner"] = new() { To = "users" } },
        };
        await using var pair = await PairAsync(options, Users, "CREATE TABLE settings (id {id}, name VARCHAR(50) NOT NULL UNIQUE, value TEXT)");
        await pair.Production.ExecuteAsync("INSERT INTO users VALUES (3, 'a@x.org')", """INSERT INTO settings VALUES (1, 'x', '{"owner":3,"n":3}')""");

        await RefusedAsync(pair, "sync.json-references");
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
    public async Task Case_68_Only_the_chosen_rows_come_and_earlier_ones_stay()
    {
        await using var pair = await FilteredAsync(new() { ["posts"] = "wanted = 1" });
        await pair.SyncAsync();
        (await LocalAsync(pair, "SELECT p.id, u.email FROM posts p JOIN users u ON u.id = p.user_id")).ShouldBe(["1|a@x.org"]);
        pair.Options = new SyncOptions { Identity = pair.Options.Identity, Where = new Dictionary<string, string> { ["posts"] = "wanted = 0" } };

        (await pair.SyncAsync())["posts"].Gone.ShouldBe(0);

        (await LocalAsync(pair, "SELECT p.id, u.email FROM posts p JOIN users u ON u.id = p.user_id ORDER BY p.id")).ShouldBe(["1|a@x.org", "2|b@x.org"]);
    }

    private async Task<SyncPair> FilteredAsync(Dictionary<string, string> where)
    {
        var options = new SyncOptions { Identity = Identities(("users", ["email"])), Where = where };
        var pair = await PairAsync(options, Users, "CREATE TABLE posts (id {id}, user_id {ref} NOT NULL, wanted INT, FOREIGN KEY (user_id) REFERENCES users (id))");
        await pair.Production.ExecuteAsync("INSERT INTO users VALUES (3, 'a@x.org'), (4, 'b@x.org')", "INSERT INTO posts VALUES (1, 3, 1), (2, 4, 0)");
        return pair;
    }
}
