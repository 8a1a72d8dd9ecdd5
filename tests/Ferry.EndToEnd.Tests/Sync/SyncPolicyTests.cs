using Ferry.Environments;
using Ferry.Sync;

namespace Ferry.EndToEnd.Tests.Sync;

/// <summary>Whose value a cell gets.</summary>
public abstract class SyncPolicyTests
{
    private protected abstract Task<SyncPair> PairAsync();

    [Theory]
    [InlineData("source", "15")]
    [InlineData("target", "12")]
    [InlineData("additive", "17")]
    [InlineData("max", "15")]
    [InlineData("min", "12")]
    [InlineData("fill-null", "12")]
    [InlineData("frozen", "12")]
    [InlineData("newer(stamp)", "15")]
    public async Task A_policy_decides_about_a_cell_that_both_sides_have_changed(string policy, string expected)
    {
        await using var pair = await BothTenAsync(new() { Policies = Policy(policy) });

        var plan = await pair.SyncAsync();

        (await pair.Local.RowsAsync("SELECT views FROM movies")).ShouldBe([expected]);
        plan["movies"].Conflicts.ShouldBe(0);
        (await pair.PlanAsync()).Outcome.ShouldBe(SyncOutcome.Nothing);
    }

    [Theory]
    [InlineData(PreferredSide.Source, "15", 0)]
    [InlineData(PreferredSide.Neither, "12", 1)]
    [InlineData(PreferredSide.Target, "12", 0)]
    [InlineData(PreferredSide.Newer, "15", 0)]
    public async Task Without_a_policy_the_preferred_side_counts(PreferredSide side, string expected, long conflicts)
    {
        await using var pair = await BothTenAsync(new() { Prefer = side, Watermark = new Dictionary<string, string> { ["movies"] = "stamp" } });

        var plan = await pair.SyncAsync();

        (await pair.Local.RowsAsync("SELECT views FROM movies")).ShouldBe([expected]);
        plan["movies"].Conflicts.ShouldBe(conflicts);
    }

    [Fact]
    public async Task A_conflict_in_a_column_that_must_not_have_one_blocks_the_plan()
    {
        await using var pair = await BothTenAsync(new() { Policies = Policy("fail") });

        var plan = await pair.PlanAsync();

        plan.Outcome.ShouldBe(SyncOutcome.Blocked);
        (await Should.ThrowAsync<FerryException>(() => pair.ApplyAsync(plan))).Kind.ShouldBe(FailureKind.Refused);
        (await pair.Local.RowsAsync("SELECT views FROM movies")).ShouldBe(["12"]);
    }

    [Fact]
    public async Task Exempt_rows_stay_as_they_are()
    {
        await using var pair = await BothTenAsync(new() { Exempt = new Dictionary<string, ExemptOptions> { ["movies"] = new() { Where = "slug = 'alien'", Columns = ["views"] } }, Prefer = PreferredSide.Source });

        await pair.SyncAsync();

        (await pair.Local.RowsAsync("SELECT views, stamp FROM movies")).ShouldBe(["12|2"]);
    }

    [Fact]
    public async Task A_row_made_on_both_sides_between_two_syncs_is_filled_and_not_overwritten()
    {
        await using var pair = await BothTenAsync(new());
        await pair.SyncAsync();
        await pair.Production.ExecuteAsync("INSERT INTO movies VALUES (8, 'brazil', 1, 7)");
        await pair.Local.ExecuteAsync("INSERT INTO movies VALUES (9, 'brazil', 2, NULL)");

        var plan = (await pair.SyncAsync())["movies"];

        (await pair.Local.RowsAsync("SELECT id, views, stamp FROM movies WHERE slug = 'brazil'")).ShouldBe(["9|2|7"]);
        plan.ShouldSatisfyAllConditions(() => plan.Adopted.ShouldBe(1), () => plan.Updated.ShouldBe(1), () => plan.Conflicts.ShouldBe(2), () => plan.StillOpen.ShouldBe(1));
    }

    private static Dictionary<string, IReadOnlyDictionary<string, PolicyOptions>> Policy(string policy) =>
        new() { ["movies"] = new Dictionary<string, PolicyOptions> { ["views"] = new() { Policy = policy } } };

    // 10 on both sides at the last sync; since then 15 there and 12 here.
    private async Task<SyncPair> BothTenAsync(SyncOptions options)
    {
        var pair = await PairAsync();
        pair.Options = options;
        await pair.BothAsync("CREATE TABLE movies (id {id}, slug VARCHAR(50) NOT NULL UNIQUE, views INT, stamp INT)", "INSERT INTO movies VALUES (1, 'alien', 10, 0)");
        await pair.SyncAsync();
        await pair.Production.ExecuteAsync("UPDATE movies SET views = 15, stamp = 2");
        await pair.Local.ExecuteAsync("UPDATE movies SET views = 12");
        return pair;
    }
}
