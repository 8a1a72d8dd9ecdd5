using Ferry.Environments;

namespace Ferry.EndToEnd.Tests.Sync.Cases;

/// <summary>Rows that stand in for parents which only documents refer to.</summary>
public abstract class JsonPlaceholderCaseTests : SyncCaseTests
{
    private const string Users = "CREATE TABLE users (id {id}, email VARCHAR(50) NOT NULL UNIQUE)";
    private const string Settings = "CREATE TABLE settings (id {id}, name VARCHAR(50) NOT NULL UNIQUE, user_id {ref}, value TEXT, FOREIGN KEY (user_id) REFERENCES users (id))";
    private const string Told = "SELECT s.name, u.id, u.email FROM settings s LEFT JOIN users u ON u.id = s.user_id ORDER BY s.id";

    [Fact]
    public async Task Case_09_28_A_row_stands_in_for_a_parent_that_documents_refer_to_and_goes_again()
    {
        await using var pair = await WithoutUsersAsync();
        var before = await pair.Local.DumpAsync();

        var plan = await pair.SyncAsync();

        (plan["users"].Placeholders, plan["users"].Inserted, plan["settings"].Inserted, plan["settings"].Skipped).ShouldBe((3, 3, 3, 0));
        var ids = await IdsAsync(pair, "sync-production-{0}@invalid");
        ids[0].ShouldNotBe("3");
        (await LocalAsync(pair, "SELECT REPLACE(REPLACE(value, ': ', ':'), ', ', ',') FROM settings ORDER BY id")).ShouldBe(
            [$$"""{"owner":{{ids[0]}},"readers":[{{ids[1]}},"{{ids[0]}}",{{ids[2]}}]}""", $$"""{"owner":{{ids[1]}}}""", """{"readers":[]}"""]);
        (await LocalAsync(pair, Told)).ShouldBe([$"x|{ids[0]}|sync-production-3@invalid", "y|NULL|NULL", "z|NULL|NULL"], "a column and a document that mean the same row get one");
        await SettledAsync(pair);

        (await pair.UndoAsync()).Single().Kept.ShouldBe(0);
        (await pair.Local.DumpAsync()).ShouldBe(before);
        (await pair.SyncAsync())["users"].Placeholders.ShouldBe(3);
    }

    [Fact]
    public async Task Case_09_28_The_real_row_takes_the_place_of_one_that_documents_asked_for()
    {
        await using var pair = await WithoutUsersAsync();
        await pair.SyncAsync();
        var documents = await LocalAsync(pair, "SELECT value FROM settings ORDER BY id");
        var ids = await IdsAsync(pair, "sync-production-{0}@invalid");
        pair.Options = new() { Identity = pair.Options.Identity, References = pair.Options.References, Missing = pair.Options.Missing };

        var plan = await pair.SyncAsync();

        (plan["users"].Inserted, plan["users"].Updated, plan["users"].Placeholders).ShouldBe((1, 3, 0));
        (await IdsAsync(pair, "u{0}@x.org")).ShouldBe(ids);
        (await LocalAsync(pair, "SELECT value FROM settings ORDER BY id")).ShouldBe(documents);
        await SettledAsync(pair);
    }

    [Fact]
    public async Task Case_09_28_Only_documents_that_are_new_or_have_changed_ask_for_placeholders()
    {
        await using var pair = await WithoutUsersAsync("null");
        await pair.SyncAsync();
        pair.Options = new() { Identity = pair.Options.Identity, References = pair.Options.References, Tables = pair.Options.Tables, Missing = Rules("placeholder") };
        await pair.Production.ExecuteAsync("UPDATE settings SET name = 'x, anew' WHERE id = 1", """UPDATE settings SET value = '{"owner": 5, "n": 1}' WHERE id = 2""");

        var plan = await pair.SyncAsync();

        (plan["users"].Placeholders, plan["settings"].Updated).ShouldBe((1, 2));
        (await LocalAsync(pair, "SELECT email FROM users ORDER BY email")).ShouldBe(["mine@x.org", "sync-production-5@invalid"]);
        await SettledAsync(pair);
    }

    [Fact]
    public async Task Case_09_28_Keys_that_are_written_in_two_ways_get_one_row_where_the_parents_take_them_for_one()
    {
        Assert.SkipWhen(Engine is SqliteCaseEngine, "SQLite takes them for two");
        await using var pair = await PairAsync(
            new()
            {
                Identity = Identities(("settings", ["name"])),
                Tables = new ScopeOptions { Exclude = ["teams"] },
                References = new Dictionary<string, ReferenceOptions> { ["settings.value$.team"] = new() { To = "teams" } },
                Missing = new Dictionary<string, string> { ["settings.value$.team"] = "placeholder" },
            },
            "CREATE TABLE teams (code VARCHAR(20) COLLATE utf8mb4_general_ci NOT NULL PRIMARY KEY, name VARCHAR(50))", "CREATE TABLE settings (id {id}, name VARCHAR(50) NOT NULL UNIQUE, value TEXT)");
        await pair.Production.ExecuteAsync("INSERT INTO teams VALUES ('t-1', 'red')", """INSERT INTO settings VALUES (1, 'x', '{"team": "t-1"}'), (2, 'y', '{"team": "T-1"}')""");

        var plan = await pair.SyncAsync();

        (plan["teams"].Placeholders, plan["settings"].Inserted + plan["settings"].Skipped).ShouldBe((1, 2));
        (await LocalAsync(pair, "SELECT COUNT(*) FROM teams")).ShouldBe(["1"]);
    }

    private async Task<SyncPair> WithoutUsersAsync(string missing = "placeholder")
    {
        var pair = await PairAsync(
            new()
            {
                Identity = Identities(("users", ["email"]), ("settings", ["name"])),
                Tables = new ScopeOptions { Exclude = ["users"] },
                References = new Dictionary<string, ReferenceOptions> { ["settings.value$.owner"] = new() { To = "users" }, ["settings.value$.readers[*]"] = new() { To = "users" } },
                Missing = Rules(missing),
            },
            Users, Settings);
        await pair.Production.ExecuteAsync(
            "INSERT INTO users VALUES (3, 'u3@x.org'), (5, 'u5@x.org'), (6, 'u6@x.org'), (7, 'u7@x.org')",
            """INSERT INTO settings VALUES (1, 'x', 3, '{"owner": 3, "readers": [5, "3", 6]}'), (2, 'y', NULL, '{"owner": 5}'), (3, 'z', NULL, '{"readers": []}')""");
        await pair.Local.ExecuteAsync("INSERT INTO users VALUES (3, 'mine@x.org')");
        return pair;
    }

    private static Dictionary<string, string> Rules(string missing) => new() { ["settings.user_id"] = missing, ["settings.value$.owner"] = missing, ["settings.value$.readers[*]"] = missing };

    private static async Task<IReadOnlyList<string>> IdsAsync(SyncPair pair, string email)
    {
        var ids = new List<string>();
        foreach (var key in new[] { "3", "5", "6" })
        {
            ids.Add((await LocalAsync(pair, $"SELECT id FROM users WHERE email = '{email.Replace("{0}", key, StringComparison.Ordinal)}'")).Single());
        }

        return ids;
    }
}
