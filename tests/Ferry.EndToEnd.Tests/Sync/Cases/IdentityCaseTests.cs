using Ferry.Environments;
using Ferry.Sync;

namespace Ferry.EndToEnd.Tests.Sync.Cases;

/// <summary>Which rows are the same.</summary>
public abstract class IdentityCaseTests : SyncCaseTests
{
    private const string Users = "CREATE TABLE users (id {id}, email VARCHAR(50) NOT NULL UNIQUE, name VARCHAR(50))";

    [Fact]
    public async Task Case_01_An_address_in_another_case_is_the_same_person()
    {
        await using var pair = await PairAsync(null, Users);
        await pair.Production.ExecuteAsync("INSERT INTO users VALUES (1, 'Ana@x.org', 'A')");
        await pair.Local.ExecuteAsync("INSERT INTO users VALUES (7, 'ana@x.org', 'a')");

        var plan = (await pair.SyncAsync())["users"];

        (plan.Adopted, plan.Inserted, plan.Skipped).ShouldBe((1, 0, 0));
        (await LocalAsync(pair, "SELECT id, name FROM users")).ShouldBe(["7|A"]);
        await SettledAsync(pair);
    }

    [Theory]
    [InlineData("lower(email)", 0, 1)]
    [InlineData("email", 1, 0)]
    public async Task Case_02_Of_two_spellings_none_is_picked_unless_the_exact_one_is_meant(string key, long adopted, long skipped)
    {
        await using var pair = await PairAsync(ByKey("users", key), $"CREATE TABLE users (id {{id}}, email VARCHAR(50) {Engine.Exact} NOT NULL UNIQUE, name VARCHAR(50))");
        await pair.Production.ExecuteAsync("INSERT INTO users VALUES (1, 'Ana@x.org', 'P')");
        await pair.Local.ExecuteAsync("INSERT INTO users VALUES (7, 'ana@x.org', 'l'), (8, 'Ana@x.org', 'L')");

        var plan = (await pair.SyncAsync())["users"];

        (plan.Adopted, plan.Skipped, plan.Inserted).ShouldBe((adopted, skipped, 0));
        (await LocalAsync(pair, "SELECT id, name FROM users ORDER BY id")).ShouldBe(["7|l", adopted == 1 ? "8|P" : "8|L"]);
    }

    [Fact]
    public async Task Case_03_The_second_spelling_stays_out_where_the_target_takes_both_for_one()
    {
        await using var pair = await PairAsync(ByKey("users", "email"));
        await pair.Production.ExecuteAsync($"CREATE TABLE users (id {pair.Production.NumberedKey}, email VARCHAR(50) {Engine.Exact} NOT NULL UNIQUE)", "INSERT INTO users VALUES (1, 'Ana@x.org'), (2, 'ana@x.org')");
        await pair.Local.ExecuteAsync($"CREATE TABLE users (id {pair.Local.NumberedKey}, email VARCHAR(50) {Engine.Loose(spaces: false)} NOT NULL UNIQUE)");

        var plan = await pair.PlanAsync();
        await pair.ApplyAsync(plan);

        plan.Outcome.ShouldBe(SyncOutcome.Conflicts);
        (await LocalAsync(pair, "SELECT id, email FROM users")).ShouldBe(["1|Ana@x.org"]);
    }

    [Fact]
    public async Task Case_06_Two_people_who_are_one_here_are_left_open_with_what_hangs_on_them()
    {
        await using var pair = await PairAsync(
            ByKey("users", "lower(email)"), $"CREATE TABLE users (id {{id}}, email VARCHAR(50) {Engine.Exact} NOT NULL UNIQUE, name VARCHAR(50))",
            "CREATE TABLE posts (id {id}, user_id {ref} NOT NULL, body VARCHAR(50), FOREIGN KEY (user_id) REFERENCES users (id))");
        await pair.Production.ExecuteAsync("INSERT INTO users VALUES (1, 'a@x.org', 'one'), (2, 'A@x.org', 'two')", "INSERT INTO posts VALUES (1, 1, 'x'), (2, 2, 'y')");
        await pair.Local.ExecuteAsync("INSERT INTO users VALUES (7, 'a@x.org', 'here')");
        var before = await pair.Local.DumpAsync();

        var plan = await pair.SyncAsync();

        (plan["users"].Skipped, plan["posts"].Skipped).ShouldBe((2, 2));
        plan["users"].Open.Select(row => (row.Action, row.SourceKey, row.Reason)).ShouldBe([("skip", "1", "more than one row could be the same"), ("skip", "2", "more than one row could be the same")]);
        plan["posts"].Open.ShouldAllBe(row => row.Reason == "a parent that it needs is missing");
        (await pair.Local.DumpAsync()).ShouldBe(before);
    }

    [Theory]
    [InlineData("first", "a@x.org|one", "b@x.org|three")]
    [InlineData("latest(seen)", "A@x.org|two", "B@x.org|four")]
    public async Task Case_06_Two_people_become_one_where_a_rule_says_which_of_them_counts(string rule, string here, string arriving)
    {
        var options = ByKey("users", "lower(email)");
        await using var pair = await PairAsync(
            new() { Identity = options.Identity, Collapse = new Dictionary<string, CollapseOptions> { ["users"] = new() { Rows = rule } } },
            $"CREATE TABLE users (id {{id}}, email VARCHAR(50) {Engine.Exact} NOT NULL UNIQUE, name VARCHAR(50), seen INT)",
            "CREATE TABLE posts (id {id}, user_id {ref} NOT NULL, body VARCHAR(50), FOREIGN KEY (user_id) REFERENCES users (id))");
        await pair.Production.ExecuteAsync(
            "INSERT INTO users VALUES (1, 'a@x.org', 'one', 1), (2, 'A@x.org', 'two', 2), (3, 'b@x.org', 'three', 1), (4, 'B@x.org', 'four', 2)",
            "INSERT INTO posts VALUES (1, 1, 'v'), (2, 2, 'w'), (3, 3, 'x'), (4, 4, 'y')");
        await pair.Local.ExecuteAsync("INSERT INTO users VALUES (7, 'a@x.org', 'here', 0)");
        var before = await pair.Local.DumpAsync();

        var plan = await pair.SyncAsync();

        (plan["users"].Adopted, plan["users"].Inserted, plan["users"].Collapsed, plan["users"].Skipped, plan["posts"].Inserted).ShouldBe((1, 1, 2, 0, 4));
        (await LocalAsync(pair, "SELECT u.email, u.name, p.body FROM posts p JOIN users u ON u.id = p.user_id ORDER BY p.id")).ShouldBe([$"{here}|v", $"{here}|w", $"{arriving}|x", $"{arriving}|y"]);
        (await LocalAsync(pair, "SELECT COUNT(*) FROM users")).ShouldBe(["2"]);
        await SettledAsync(pair);

        await pair.Production.ExecuteAsync("INSERT INTO users VALUES (5, 'a@X.org', 'five', 0)", "INSERT INTO posts VALUES (5, 5, 'z')");
        var later = await pair.SyncAsync();
        (later["users"].Collapsed, later["users"].Inserted, later["users"].Updated, later["posts"].Inserted).ShouldBe((1, 0, 0, 1));
        (await LocalAsync(pair, "SELECT u.email, u.name FROM posts p JOIN users u ON u.id = p.user_id WHERE p.body = 'z'")).ShouldBe([here]);
        await SettledAsync(pair);

        await pair.UndoAsync();
        await pair.UndoAsync();
        (await pair.Local.DumpAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Case_06_An_account_that_takes_a_freed_address_is_somebody_else_also_where_people_may_become_one()
    {
        await using var pair = await PairAsync(
            new() { Identity = ByKey("users", "lower(email)").Identity, Collapse = new Dictionary<string, CollapseOptions> { ["users"] = new() { Rows = "first" } } }, "CREATE TABLE users (id {id}, email VARCHAR(50), name VARCHAR(50))");
        await pair.Production.ExecuteAsync("INSERT INTO users VALUES (1, 'a@x.org', 'one')");
        await pair.Local.ExecuteAsync("INSERT INTO users VALUES (7, 'a@x.org', 'one')");
        await pair.SyncAsync();
        await pair.Production.ExecuteAsync("UPDATE users SET email = 'new@x.org'", "INSERT INTO users VALUES (2, 'A@x.org', 'two')");

        await pair.SyncAsync();

        (await LocalAsync(pair, "SELECT id, email, name FROM users ORDER BY id")).ShouldBe(["2|A@x.org|two", "7|new@x.org|one"]);
        await SettledAsync(pair);
    }

    [Fact]
    public async Task Case_07_A_pair_that_was_found_before_counts_more_than_a_second_row_with_the_key()
    {
        await using var pair = await PairAsync(ByKey("users", "email"), "CREATE TABLE users (id {id}, email VARCHAR(50), name VARCHAR(50))");
        await pair.Production.ExecuteAsync("INSERT INTO users VALUES (1, 'a@x.org', 'A')");
        await pair.Local.ExecuteAsync("INSERT INTO users VALUES (7, 'a@x.org', 'a')");
        await pair.SyncAsync();
        await pair.Local.ExecuteAsync("INSERT INTO users VALUES (8, 'a@x.org', 'another')");
        await pair.Production.ExecuteAsync("UPDATE users SET name = 'A2'");

        (await pair.SyncAsync())["users"].Skipped.ShouldBe(0);

        (await LocalAsync(pair, "SELECT id, name FROM users ORDER BY id")).ShouldBe(["7|A2", "8|another"]);
    }

    [Fact]
    public async Task Case_10_A_person_with_a_new_address_is_still_the_same_person()
    {
        await using var pair = await PairAsync(ByKey("users", "email"), Users);
        await pair.Production.ExecuteAsync("INSERT INTO users VALUES (12, 'old@x.org', 'A')");
        await pair.Local.ExecuteAsync("INSERT INTO users VALUES (40, 'old@x.org', 'A')");
        await pair.SyncAsync();
        await pair.Production.ExecuteAsync("UPDATE users SET email = 'new@x.org'");

        await pair.SyncAsync();

        (await LocalAsync(pair, "SELECT id, email FROM users")).ShouldBe(["40|new@x.org"]);
    }

    [Fact]
    public async Task Case_11_A_freed_address_goes_to_the_new_account_under_a_new_id()
    {
        await using var pair = await PairAsync(ByKey("users", "email"), Users);
        await pair.Production.ExecuteAsync("INSERT INTO users VALUES (12, 'a@x.org', 'first')");
        await pair.Local.ExecuteAsync("INSERT INTO users VALUES (40, 'a@x.org', 'first')");
        await pair.SyncAsync();
        await pair.Production.ExecuteAsync("UPDATE users SET email = 'first@x.org'", "INSERT INTO users VALUES (40, 'a@x.org', 'second')");

        await pair.SyncAsync();

        (await LocalAsync(pair, "SELECT id, email, name FROM users ORDER BY id")).ShouldBe(["40|first@x.org|first", "41|a@x.org|second"]);
        await SettledAsync(pair);
    }

    [Fact]
    public async Task Case_20_Orders_without_a_key_of_their_own_are_known_again_and_their_items_follow()
    {
        await using var pair = await PairAsync(
            ByKey("users", "email"), Users, "CREATE TABLE orders (id {id}, user_id {ref} NOT NULL, total INT, FOREIGN KEY (user_id) REFERENCES users (id))",
            "CREATE TABLE items (id {id}, order_id {ref} NOT NULL, price INT, FOREIGN KEY (order_id) REFERENCES orders (id))");
        await pair.Production.ExecuteAsync("INSERT INTO users VALUES (1, 'a@x.org', 'A')", "INSERT INTO orders VALUES (5, 1, 50)", "INSERT INTO items VALUES (1, 5, 50)");
        await pair.Local.ExecuteAsync("INSERT INTO users VALUES (7, 'a@x.org', 'A')", "INSERT INTO orders VALUES (5, 7, 77)", "INSERT INTO items VALUES (1, 5, 77)");
        await pair.SyncAsync();
        await pair.Production.ExecuteAsync("UPDATE orders SET total = 60 WHERE id = 5", "INSERT INTO items VALUES (2, 5, 10)");

        await pair.SyncAsync();

        (await LocalAsync(pair, "SELECT * FROM orders ORDER BY id")).ShouldBe(["5|7|77", "6|7|60"]);
        (await LocalAsync(pair, "SELECT order_id, price FROM items ORDER BY order_id, price")).ShouldBe(["5|77", "6|10", "6|50"]);
    }

    [Fact]
    public async Task Case_21_A_row_made_by_hand_is_not_overwritten_by_the_one_with_the_same_number()
    {
        await using var pair = await PairAsync(
            new() { Identity = new Dictionary<string, IdentityRule> { ["orders"] = new(IdentityKind.None, []) } }, "CREATE TABLE orders (id {id}, note VARCHAR(50))",
            "CREATE TABLE items (id {id}, order_id {ref} NOT NULL, price INT, FOREIGN KEY (order_id) REFERENCES orders (id))");
        await pair.Production.ExecuteAsync("INSERT INTO orders VALUES (5, 'there')", "INSERT INTO items VALUES (9, 5, 50)");
        await pair.Local.ExecuteAsync("INSERT INTO orders VALUES (5, 'by hand')");

        (await pair.SyncAsync())["orders"].Renumbered.ShouldBe(1);

        (await LocalAsync(pair, "SELECT * FROM orders ORDER BY id")).ShouldBe(["5|by hand", "6|there"]);
        (await LocalAsync(pair, "SELECT * FROM items")).ShouldBe(["9|6|50"]);
    }

    [Theory]
    [InlineData(NewIds.KeepIfFree, "9")]
    [InlineData(NewIds.New, "10")]
    public async Task Case_23_A_free_id_is_kept_unless_new_ones_are_asked_for(NewIds ids, string expected)
    {
        var options = new SyncOptions { Identity = Identities(("users", ["email"])), Ids = new Dictionary<string, NewIds> { ["users"] = ids } };
        await using var pair = await PairAsync(options, Users);
        await pair.Production.ExecuteAsync("INSERT INTO users VALUES (9, 'a@x.org', 'A')");
        await pair.Local.ExecuteAsync("INSERT INTO users VALUES (2, 'b@x.org', 'B')");

        await pair.SyncAsync();

        (await LocalAsync(pair, "SELECT id FROM users WHERE email = 'a@x.org'")).ShouldBe([expected]);
    }

    [Fact]
    public async Task Case_24_Rows_with_the_same_uuid_are_the_same()
    {
        await using var pair = await PairAsync(null, "CREATE TABLE users (id CHAR(36) NOT NULL PRIMARY KEY, name VARCHAR(50))");
        await pair.Production.ExecuteAsync("INSERT INTO users VALUES ('aaaaaaaa-0000-4000-8000-000000000001', 'A'), ('aaaaaaaa-0000-4000-8000-000000000002', 'B')");
        await pair.Local.ExecuteAsync("INSERT INTO users VALUES ('aaaaaaaa-0000-4000-8000-000000000001', 'a'), ('bbbbbbbb-0000-4000-8000-000000000002', 'C')");

        var plan = (await pair.SyncAsync())["users"];

        (plan.Adopted, plan.Inserted).ShouldBe((1, 1));
        (await LocalAsync(pair, "SELECT name FROM users ORDER BY id")).ShouldBe(["A", "B", "C"]);
    }

    [Fact]
    public async Task Case_24_Numbers_there_and_uuids_here_are_mapped_by_the_natural_key()
    {
        await using var pair = await PairAsync(ByKey("users", "email"));
        await pair.Production.ExecuteAsync(
            $"CREATE TABLE users (id {pair.Production.NumberedKey}, email VARCHAR(50) NOT NULL UNIQUE, name VARCHAR(50))",
            $"CREATE TABLE posts (id {pair.Production.NumberedKey}, user_id {pair.Production.NumberedReference} NOT NULL, body VARCHAR(50), FOREIGN KEY (user_id) REFERENCES users (id))",
            "INSERT INTO users VALUES (1, 'a@x.org', 'A')", "INSERT INTO posts VALUES (3, 1, 'hello')");
        await pair.Local.ExecuteAsync(
            "CREATE TABLE users (id CHAR(36) NOT NULL PRIMARY KEY, email VARCHAR(50) NOT NULL UNIQUE, name VARCHAR(50))",
            $"CREATE TABLE posts (id {pair.Local.NumberedKey}, user_id CHAR(36) NOT NULL, body VARCHAR(50), FOREIGN KEY (user_id) REFERENCES users (id))",
            "INSERT INTO users VALUES ('aaaaaaaa-0000-4000-8000-000000000001', 'a@x.org', 'a')");

        await pair.SyncAsync();

        (await LocalAsync(pair, "SELECT id, name FROM users")).ShouldBe(["aaaaaaaa-0000-4000-8000-000000000001|A"]);
        (await LocalAsync(pair, "SELECT user_id, body FROM posts")).ShouldBe(["aaaaaaaa-0000-4000-8000-000000000001|hello"]);
    }

    [Theory]
    [InlineData("CHAR(36)")]
    [InlineData("BINARY(16)")]
    public async Task Case_24_Rows_that_are_numbered_there_get_uuids_here(string type)
    {
        await using var pair = await PairAsync(ByKey("users", "email"));
        await pair.Production.ExecuteAsync(
            $"CREATE TABLE users (id {pair.Production.NumberedKey}, email VARCHAR(50) NOT NULL UNIQUE)",
            $"CREATE TABLE posts (id {pair.Production.NumberedKey}, user_id {pair.Production.NumberedReference} NOT NULL, body VARCHAR(50), FOREIGN KEY (user_id) REFERENCES users (id))",
            "INSERT INTO users VALUES (1, 'a@x.org'), (2, 'b@x.org'), (3, 'c@x.org')", "INSERT INTO posts VALUES (3, 2, 'b'), (4, 3, 'c'), (5, 1, 'a')");
        await pair.Local.ExecuteAsync(
            $"CREATE TABLE users (id {type} NOT NULL PRIMARY KEY, email VARCHAR(50) NOT NULL UNIQUE)",
            $"CREATE TABLE posts (id {pair.Local.NumberedKey}, user_id {type} NOT NULL, body VARCHAR(50), FOREIGN KEY (user_id) REFERENCES users (id))",
            "INSERT INTO users VALUES ('aaaaaaaaaaaaaaaa', 'a@x.org')");

        var plan = (await pair.SyncAsync())["users"];

        (plan.Adopted, plan.Inserted).ShouldBe((1, 2));
        (await LocalAsync(pair, $"SELECT COUNT(DISTINCT id) FROM users WHERE LENGTH(id) = {(type == "CHAR(36)" ? 36 : 16)} AND email <> 'a@x.org'")).ShouldBe(["2"]);
        (await LocalAsync(pair, "SELECT email, body FROM posts JOIN users ON users.id = user_id ORDER BY body")).ShouldBe(["a@x.org|a", "b@x.org|b", "c@x.org|c"]);
        await SettledAsync(pair);
        await pair.UndoAsync();
        (await LocalAsync(pair, "SELECT email FROM users")).ShouldBe(["a@x.org"]);
    }

    [Theory]
    [InlineData("CHAR(36)", "10000000-0000-4000-8000-00000000000")]
    [InlineData("CHAR(26)", "0000000000000000000000000")]
    [InlineData("BINARY(16)", "000000000000000")]
    public async Task Case_24_Rows_that_have_uuids_there_get_numbers_here(string type, string id)
    {
        await using var pair = await PairAsync(ByKey("users", "email"));
        await pair.Production.ExecuteAsync(
            $"CREATE TABLE users (id {type} NOT NULL PRIMARY KEY, email VARCHAR(50) NOT NULL UNIQUE, boss_id {type} NULL REFERENCES users (id))",
            $"CREATE TABLE posts (id {pair.Production.NumberedKey}, user_id {type} NOT NULL, body VARCHAR(50), FOREIGN KEY (user_id) REFERENCES users (id))",
            $"INSERT INTO users VALUES ('{id}1', 'a@x.org', NULL), ('{id}2', 'b@x.org', '{id}1'), ('{id}3', 'c@x.org', '{id}2')",
            $"CREATE TABLE profiles (user_id {type} NOT NULL PRIMARY KEY, bio VARCHAR(50), FOREIGN KEY (user_id) REFERENCES users (id))",
            $"INSERT INTO posts VALUES (3, '{id}2', 'b'), (4, '{id}3', 'c'), (5, '{id}1', 'a')", $"INSERT INTO profiles VALUES ('{id}1', 'A'), ('{id}3', 'C')");
        await pair.Local.ExecuteAsync(
            $"CREATE TABLE users (id {pair.Local.NumberedKey}, email VARCHAR(50) NOT NULL UNIQUE, boss_id {pair.Local.NumberedReference} NULL REFERENCES users (id))",
            $"CREATE TABLE posts (id {pair.Local.NumberedKey}, user_id {pair.Local.NumberedReference} NOT NULL, body VARCHAR(50), FOREIGN KEY (user_id) REFERENCES users (id))",
            $"CREATE TABLE profiles (user_id {pair.Local.NumberedReference} NOT NULL PRIMARY KEY, bio VARCHAR(50), FOREIGN KEY (user_id) REFERENCES users (id))",
            "INSERT INTO users VALUES (7, 'a@x.org', NULL), (9, 'z@x.org', 7)", "INSERT INTO profiles VALUES (7, 'a'), (9, 'Z')");

        var plan = (await pair.SyncAsync())["users"];

        (plan.Adopted, plan.Inserted).ShouldBe((1, 2));
        (await LocalAsync(pair, "SELECT id, email, boss_id FROM users ORDER BY id")).ShouldBe(["7|a@x.org|NULL", "9|z@x.org|7", "10|b@x.org|7", "11|c@x.org|10"]);
        (await LocalAsync(pair, "SELECT email, body FROM posts JOIN users ON users.id = user_id ORDER BY body")).ShouldBe(["a@x.org|a", "b@x.org|b", "c@x.org|c"]);
        (await LocalAsync(pair, "SELECT user_id, bio FROM profiles ORDER BY user_id")).ShouldBe(["7|A", "9|Z", "11|C"]);
        await SettledAsync(pair);
        await pair.Production.ExecuteAsync($"UPDATE posts SET user_id = '{id}1' WHERE body = 'c'", $"INSERT INTO users VALUES ('{id}4', 'd@x.org', '{id}3')");
        await pair.SyncAsync();
        (await LocalAsync(pair, "SELECT user_id FROM posts WHERE body = 'c'")).ShouldBe(["7"]);
        (await LocalAsync(pair, "SELECT id, boss_id FROM users WHERE email = 'd@x.org'")).ShouldBe(["12|11"]);
        await pair.UndoAsync();
        await pair.UndoAsync();
        (await LocalAsync(pair, "SELECT id FROM users ORDER BY id")).ShouldBe(["7", "9"]);
    }

    [Fact]
    public async Task Case_25_Keys_of_several_columns_are_mapped_as_wholes()
    {
        await using var pair = await PairAsync(
            ByKey("tenants", "slug"), "CREATE TABLE tenants (id {id}, slug VARCHAR(50) NOT NULL UNIQUE)",
            "CREATE TABLE members (tenant_id {ref} NOT NULL, number INT NOT NULL, name VARCHAR(50), PRIMARY KEY (tenant_id, number), FOREIGN KEY (tenant_id) REFERENCES tenants (id))",
            "CREATE TABLE notes (id {id}, tenant_id {ref} NOT NULL, number INT NOT NULL, body VARCHAR(50), FOREIGN KEY (tenant_id, number) REFERENCES members (tenant_id, number))");
        await pair.Production.ExecuteAsync(
            "INSERT INTO tenants VALUES (1, 'red'), (2, 'blue')", "INSERT INTO members VALUES (1, 1, 'Red One'), (2, 1, 'Blue One'), (2, 2, 'Blue Two')", "INSERT INTO notes VALUES (1, 2, 1, 'of Blue One')");
        await pair.Local.ExecuteAsync("INSERT INTO tenants VALUES (1, 'blue'), (2, 'red')", "INSERT INTO members VALUES (1, 1, 'blue one'), (2, 9, 'here')");

        await pair.SyncAsync();

        (await LocalAsync(pair, "SELECT * FROM members ORDER BY tenant_id, number")).ShouldBe(["1|1|Blue One", "1|2|Blue Two", "2|1|Red One", "2|9|here"]);
        (await LocalAsync(pair, "SELECT tenant_id, number, body FROM notes")).ShouldBe(["1|1|of Blue One"]);
        await SettledAsync(pair);
    }

    [Fact]
    public async Task Case_40_Of_a_row_made_on_both_sides_the_gaps_are_filled_and_equal_ones_are_adopted()
    {
        await using var pair = await PairAsync(ByKey("users", "email"), Users, "INSERT INTO users VALUES (1, 'first@x.org', 'F')");
        await pair.SyncAsync();
        await pair.Production.ExecuteAsync("INSERT INTO users VALUES (2, 'same@x.org', 'S'), (3, 'gap@x.org', 'G'), (4, 'other@x.org', 'theirs')");
        await pair.Local.ExecuteAsync("INSERT INTO users VALUES (12, 'same@x.org', 'S'), (13, 'gap@x.org', NULL), (14, 'other@x.org', 'ours')");

        var plan = (await pair.SyncAsync())["users"];

        (await LocalAsync(pair, "SELECT id, name FROM users WHERE id > 1 ORDER BY id")).ShouldBe(["12|S", "13|G", "14|ours"]);
        (plan.Adopted, plan.Updated, plan.Conflicts).ShouldBe((3, 1, 1));
    }

    [Fact]
    public async Task Case_40_A_table_that_was_empty_at_the_first_sync_has_been_merged_before_too()
    {
        await using var pair = await PairAsync(ByKey("users", "email"), Users);
        await pair.SyncAsync();
        await pair.Production.ExecuteAsync("INSERT INTO users VALUES (4, 'other@x.org', 'theirs')");
        await pair.Local.ExecuteAsync("INSERT INTO users VALUES (14, 'other@x.org', 'ours')");

        var plan = (await pair.SyncAsync())["users"];

        (await LocalAsync(pair, "SELECT id, name FROM users")).ShouldBe(["14|ours"]);
        plan.Conflicts.ShouldBe(1);
    }
}
