using Ferry.Environments;
using Ferry.Sync.Masking;

namespace Ferry.EndToEnd.Tests.Sync;

/// <summary>Production's people arrive masked, and stay recognised.</summary>
public abstract class SyncMaskingTests
{
    private static readonly string[] Secrets = ["ana.lima@real.org", "Ana Lima", "1234567", "bob@real.org", "write to ana"];

    private protected abstract Task<SyncPair> PairAsync();

    /// <summary>Everything that can be read of the local side, Ferry's own tables included.</summary>
    private protected virtual async Task<string> EverythingAsync(SyncSide local) => string.Join('\n', await local.DumpAsync());

    [Fact]
    public async Task Masked_rows_arrive_and_no_raw_value_with_them()
    {
        await using var pair = await MaskedPairAsync();

        await pair.SyncAsync();

        var users = await pair.Local.RowsAsync("SELECT email, name, phone FROM users WHERE id < 3 ORDER BY id");
        users.Count.ShouldBe(2);
        users.ShouldAllBe(user => user.Contains("@example.org|") && !user.Contains("Lima"));
        (await pair.Local.RowsAsync("SELECT count(*) FROM posts JOIN users ON users.email = posts.author")).ShouldBe(["2"]);
        var everything = await EverythingAsync(pair.Local);
        Secrets.Where(secret => everything.Contains(secret, StringComparison.OrdinalIgnoreCase)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_second_sync_changes_nothing_and_an_edit_arrives_masked()
    {
        await using var pair = await MaskedPairAsync();
        await pair.SyncAsync();

        (await pair.PlanAsync()).Outcome.ShouldBe(Ferry.Sync.SyncOutcome.Nothing);
        await pair.Production.ExecuteAsync("UPDATE users SET name = 'Ana Maria Lima' WHERE id = 1");
        var plan = await pair.SyncAsync();

        (plan["users"].Updated, plan["users"].Inserted).ShouldBe((1, 0));
        (await EverythingAsync(pair.Local)).ShouldNotContain("Maria Lima");
    }

    [Fact]
    public async Task A_person_is_recognised_by_the_mask_of_the_natural_key()
    {
        await using var pair = await MaskedPairAsync();
        await pair.SyncAsync();
        var mask = (await pair.Local.RowsAsync("SELECT email FROM users WHERE id = 1")).Single();
        await using var fresh = await MaskedPairAsync();
        await fresh.Local.ExecuteAsync($"INSERT INTO users VALUES (70, '{mask}', 'Here already', NULL)");

        var plan = await fresh.SyncAsync();

        (plan["users"].Adopted, plan["users"].Inserted).ShouldBe((1, 1));
        (await fresh.Local.RowsAsync("SELECT count(*) FROM users WHERE email = '" + mask + "' AND id = 70")).ShouldBe(["1"]);
    }

    [Fact]
    public async Task Case_12_Another_masking_key_is_named_in_the_plan_and_makes_nobody_a_stranger()
    {
        await using var pair = await MaskedPairAsync();
        await pair.SyncAsync();
        var before = await pair.Local.DumpAsync();
        var adjusted = pair.Adjust;
        pair.Adjust = request => adjusted(request) with { MaskKey = OtherKey };
        await pair.Production.ExecuteAsync("INSERT INTO users VALUES (3, 'cy@real.org', 'Cy', NULL)");

        var plan = await pair.PlanAsync();
        await pair.ApplyAsync(plan);

        plan.Databases.Single().Findings.ShouldContain(finding => finding.Code == "sync.mask-key-changed");
        var users = plan.Databases.Single().Tables.Single(table => table.Name == "users");
        (users.Inserted, users.Updated, users.Conflicts).ShouldBe((1, 2, 0));
        (await pair.Local.RowsAsync("SELECT count(*) FROM posts JOIN users ON users.email = posts.author")).ShouldBe(["2"]);
        var settled = await pair.PlanAsync();
        settled.Outcome.ShouldBe(Ferry.Sync.SyncOutcome.Nothing);
        settled.Databases.Single().Findings.ShouldNotContain(finding => finding.Code == "sync.mask-key-changed");
        await pair.UndoAsync();
        (await pair.Local.DumpAsync()).ShouldBe(before);
        (await pair.PlanAsync()).Databases.Single().Findings.ShouldContain(finding => finding.Code == "sync.mask-key-changed");
    }

    [Fact]
    public async Task Case_66_Masked_unique_columns_of_many_rows_stay_unique()
    {
        await using var pair = await PairAsync();
        pair.Options = new SyncOptions { Identity = new Dictionary<string, IdentityRule> { ["people"] = new(IdentityKind.PrimaryKey, []) } };
        pair.Adjust = request => request with
        {
            Masks = Rules(("people.email", MaskKind.Email), ("people.login", MaskKind.Username), ("people.name", MaskKind.Name), ("people.phone", MaskKind.Phone), ("people.code", MaskKind.Token), ("people.number", MaskKind.Permute)),
            MaskKey = Key,
        };
        await pair.BothAsync(
            """
            CREATE TABLE people (id {id}, email VARCHAR(60) NOT NULL UNIQUE, login VARCHAR(24) NOT NULL UNIQUE, name VARCHAR(60) NOT NULL UNIQUE,
              phone VARCHAR(20) NOT NULL UNIQUE, code VARCHAR(5) NOT NULL UNIQUE, number INT NOT NULL UNIQUE)
            """);
        const string Digits = "(SELECT 0 AS d UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9)";
        var padded = "SUBSTR(100000 + n, 2)";
        await pair.Production.ExecuteAsync(
            $"""
            INSERT INTO people SELECT n, {Joined(pair, "'user'", padded, "'@real.org'")}, {Joined(pair, "'user'", padded)}, {Joined(pair, "'Ana '", padded)}, {Joined(pair, "'+49170'", padded)}, {padded}, n
            FROM (SELECT 1 + a.d + 10 * b.d + 100 * c.d + 1000 * e.d AS n FROM {Digits} AS a CROSS JOIN {Digits} AS b CROSS JOIN {Digits} AS c CROSS JOIN {Digits} AS e) AS numbers
            """);

        var plan = (await pair.SyncAsync())["people"];

        (plan.Inserted, plan.Skipped).ShouldBe((10_000, 0));
        (await pair.Local.RowsAsync("SELECT count(*) FROM people WHERE email LIKE '%real.org' OR login LIKE 'user0%' OR phone LIKE '+49170%' AND code = SUBSTR(100000 + id, 2)")).ShouldBe(["0"]);
        (await pair.PlanAsync()).Outcome.ShouldBe(Ferry.Sync.SyncOutcome.Nothing);
    }

    private static string Joined(SyncPair pair, params IReadOnlyList<string> parts) =>
        pair.Local is SqliteSide ? string.Join(" || ", parts) : $"CONCAT({string.Join(", ", parts)})";

    [Fact]
    public async Task A_rule_that_does_not_fit_ends_the_plan_before_a_row_is_read()
    {
        await using var pair = await MaskedPairAsync();
        pair.Adjust = request => request with { Masks = Rules(("users.emial", MaskKind.Email)), MaskKey = Key };

        (await Should.ThrowAsync<FerryException>(pair.PlanAsync)).Reason!.ShouldContain("Did you mean 'email'?");
    }

    [Fact]
    public async Task Rules_without_a_key_are_refused()
    {
        await using var pair = await MaskedPairAsync();
        pair.Adjust = request => request with { Masks = Rules(("users.email", MaskKind.Email)) };

        (await Should.ThrowAsync<FerryException>(pair.PlanAsync)).Code.ShouldBe("mask.key-missing");
    }

    private async Task<SyncPair> MaskedPairAsync()
    {
        var pair = await PairAsync();
        pair.Options = new SyncOptions { Identity = new Dictionary<string, IdentityRule> { ["users"] = new(IdentityKind.Columns, [["email"]]) } };
        pair.Adjust = request => request with
        {
            Masks = Rules(
                ("users.email", MaskKind.Email), ("users.name", MaskKind.Name), ("users.phone", MaskKind.Token), ("posts.author", MaskKind.Email), ("posts.body", MaskKind.Text)),
            MaskKey = Key,
        };
        await pair.BothAsync(
            "CREATE TABLE users (id {id}, email VARCHAR(100) NOT NULL UNIQUE, name VARCHAR(100), phone VARCHAR(30))",
            "CREATE TABLE posts (id {id}, author VARCHAR(100), body TEXT)");
        await pair.Production.ExecuteAsync(
            "INSERT INTO users VALUES (1, 'ana.lima@real.org', 'Ana Lima', '+49 170 1234567'), (2, 'bob@real.org', 'Bob Stone', NULL)",
            "INSERT INTO posts VALUES (1, 'ana.lima@real.org', 'hello'), (2, 'bob@real.org', 'write to ana')");
        return pair;
    }

    private static MaskKey Key { get; } = MaskKey.Create();

    private static MaskKey OtherKey { get; } = MaskKey.Create();

    private static MaskingRules Rules(params (string Column, MaskKind Kind)[] rules) =>
        MaskingRules.Parse(rules.ToDictionary(rule => rule.Column, rule => new MaskOptions { Kind = rule.Kind }));
}
