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

    [Theory]
    [InlineData("union(,)", "VARCHAR(100)", "a,b", "b,c", "a,b,c")]
    [InlineData("union(,)", "VARCHAR(100)", "a,B,é \"x\"", "b,a,E", "a,B,é \"x\",b,E")]
    [InlineData("union( | )", "VARCHAR(100)", "b | a", "a | c", "b | a | c")]
    [InlineData("union(,)", "VARCHAR(100)", "", "x", "x")]
    [InlineData("union(,)", "VARCHAR(100)", "a,b,a", "b", "a,b,a")]
    [InlineData("union(json)", "VARCHAR(100)", """["b", 1, {"k": 1}]""", """[1, "é", {"k": 1}, null]""", """["b",1,{"k":1},"é",null]""")]
    [InlineData("union", "JSON", """["b", 1]""", """[1, 2]""", """["b",1,2]""")]
    [InlineData("union", "SET('a','b','c')", "c,a", "b,a", "a,b,c")]
    public async Task Lists_that_both_sides_have_changed_are_joined_and_what_was_added_here_survives(string policy, string type, string here, string there, string expected)
    {
        await using var pair = await PairAsync();
        if (type.StartsWith("SET", StringComparison.Ordinal) && pair.Local is SqliteSide)
        {
            return; // It has no such type.
        }

        pair.Options = new() { Policies = Policy(policy) };
        await pair.BothAsync($"CREATE TABLE movies (id {{id}}, slug VARCHAR(50) NOT NULL UNIQUE, views {type}, stamp INT)", "INSERT INTO movies VALUES (1, 'alien', NULL, 0)");
        await pair.SyncAsync();
        await pair.Production.ExecuteAsync($"UPDATE movies SET views = '{there}'");
        await pair.Local.ExecuteAsync($"UPDATE movies SET views = '{here}'");
        var before = await pair.Local.DumpAsync();

        await pair.SyncAsync();

        (await ListAsync(pair)).ShouldBe(expected);
        (await pair.PlanAsync()).Outcome.ShouldBe(SyncOutcome.Nothing);
        await pair.UndoAsync();
        (await pair.Local.DumpAsync()).ShouldBe(before);
        await pair.SyncAsync();
        await pair.Production.ExecuteAsync("UPDATE movies SET stamp = 1");
        await pair.SyncAsync();
        (await ListAsync(pair)).ShouldBe(expected);
        await pair.Production.ExecuteAsync($"UPDATE movies SET views = {(type == "JSON" || policy == "union(json)" ? "'[]'" : "''")}");
        await pair.SyncAsync();
        (await ListAsync(pair)).ShouldBe(there.Contains(expected, StringComparison.Ordinal) ? "" : expected);
    }

    [Fact]
    public async Task A_list_that_only_the_source_has_changed_is_the_source_s()
    {
        await using var pair = await PairAsync();
        pair.Options = new() { Policies = Policy("union(,)") };
        await pair.BothAsync("CREATE TABLE movies (id {id}, slug VARCHAR(50) NOT NULL UNIQUE, views VARCHAR(50), stamp INT)", "INSERT INTO movies VALUES (1, 'alien', 'a,b,c', 0)");
        await pair.SyncAsync();
        await pair.Production.ExecuteAsync("UPDATE movies SET views = 'c,a'");

        await pair.SyncAsync();

        (await pair.Local.RowsAsync("SELECT views FROM movies")).ShouldBe(["c,a"]);
    }

    [Fact]
    public async Task Json_that_is_no_array_is_not_joined_but_a_conflict()
    {
        await using var pair = await PairAsync();
        pair.Options = new() { Policies = Policy("union(json)") };
        await pair.BothAsync("CREATE TABLE movies (id {id}, slug VARCHAR(50) NOT NULL UNIQUE, views VARCHAR(50), stamp INT)", "INSERT INTO movies VALUES (1, 'alien', '[]', 0)");
        await pair.SyncAsync();
        await pair.Production.ExecuteAsync("UPDATE movies SET views = '[1]'");
        await pair.Local.ExecuteAsync("UPDATE movies SET views = 'none'");

        (await pair.SyncAsync())["movies"].Conflicts.ShouldBe(1);

        (await pair.Local.RowsAsync("SELECT views FROM movies")).ShouldBe(["none"]);
    }

    [Fact]
    public async Task Joining_values_whose_type_does_not_say_what_they_list_is_refused_with_what_to_write()
    {
        await using var pair = await BothTenAsync(new());
        pair.Options = new() { Policies = Policy("union") };

        var plan = await pair.PlanAsync();

        plan.Outcome.ShouldBe(SyncOutcome.Blocked);
        plan.Databases.Single().Findings.Single(finding => finding.Code == "sync.union-unclear").Remedy.ShouldNotBeNull().ShouldContain("union(json)");
    }

    private static async Task<string> ListAsync(SyncPair pair) => (await pair.Local.RowsAsync("SELECT views FROM movies")).Single().Replace(", ", ",", StringComparison.Ordinal).Replace(": ", ":", StringComparison.Ordinal);

    [Fact]
    public async Task Case_39_What_is_asked_about_is_carried_out_as_it_was_answered()
    {
        await using var pair = await AskedAsync();
        var before = await pair.Local.DumpAsync();
        var questions = (await pair.PlanAsync()).Databases.Single().Tables.Single().Questions;
        var ids = questions.ToDictionary(question => question.NaturalKey!, question => question.Id);
        questions.Select(question => $"{question.Column} {question.TargetKey} {question.NaturalKey} {question.Here ?? "NULL"} {question.There ?? "NULL"}")
            .ShouldBe(["views 1 alien 12 15", "views 2 brazil NULL 25", "views 3 clue 32 NULL", "views 4 dune 42 45", "views 5 evita 52 55"]);

        pair.Adjust = request => request with { Answers = new() { Cells = new Dictionary<string, SyncAnswer> { [ids["alien"]] = SyncAnswer.There, [ids["brazil"]] = SyncAnswer.Here, [ids["clue"]] = SyncAnswer.There, [ids["dune"]] = SyncAnswer.Open } } };
        var plan = await pair.PlanAsync();
        plan.Databases.Single().Tables.Single().Questions.Select(question => question.NaturalKey).ShouldBe(["evita"]);
        pair.Adjust = request => request;
        await pair.ApplyAsync(plan);

        (await pair.Local.RowsAsync("SELECT slug, views FROM movies ORDER BY id")).ShouldBe(["alien|15", "brazil|NULL", "clue|NULL", "dune|42", "evita|52"]);
        var next = (await pair.PlanAsync()).Databases.Single().Tables.Single();
        next.ShouldSatisfyAllConditions(() => next.Updated.ShouldBe(0), () => next.Conflicts.ShouldBe(2), () => next.Questions.Select(question => question.NaturalKey).ShouldBe(["dune", "evita"]));
        await pair.UndoAsync();
        (await pair.Local.DumpAsync()).ShouldBe(before);
    }

    [Theory]
    [InlineData(SyncAnswer.There, "15|25|NULL|45|55", SyncOutcome.Nothing)]
    [InlineData(SyncAnswer.Here, "12|NULL|32|42|52", SyncOutcome.Nothing)]
    [InlineData(SyncAnswer.Open, "12|NULL|32|42|52", SyncOutcome.Conflicts)]
    public async Task All_that_is_asked_about_can_be_answered_at_once(SyncAnswer answer, string expected, SyncOutcome next)
    {
        await using var pair = await AskedAsync();
        pair.Adjust = request => request with { Answers = new() { Rest = answer } };

        (await pair.SyncAsync())["movies"].Questions.ShouldBeEmpty();

        string.Join('|', await pair.Local.RowsAsync("SELECT views FROM movies ORDER BY id")).ShouldBe(expected);
        pair.Adjust = request => request;
        (await pair.PlanAsync()).Outcome.ShouldBe(next);
    }

    [Fact]
    public async Task An_answer_is_not_used_for_values_that_nobody_has_seen()
    {
        await using var pair = await AskedAsync();
        var id = (await pair.PlanAsync()).Databases.Single().Tables.Single().Questions[0].Id;
        await pair.Production.ExecuteAsync("UPDATE movies SET views = 16 WHERE slug = 'alien'");
        pair.Adjust = request => request with { Answers = new() { Cells = new Dictionary<string, SyncAnswer> { [id] = SyncAnswer.There } } };

        var plan = (await pair.SyncAsync())["movies"];

        (await pair.Local.RowsAsync("SELECT views FROM movies WHERE slug = 'alien'")).ShouldBe(["12"]);
        plan.Questions[0].There.ShouldBe("16");
    }

    private async Task<SyncPair> AskedAsync()
    {
        var pair = await PairAsync();
        pair.Options = new() { Policies = Policy("ask") };
        await pair.BothAsync(
            "CREATE TABLE movies (id {id}, slug VARCHAR(50) NOT NULL UNIQUE, views INT, stamp INT)",
            "INSERT INTO movies VALUES (1, 'alien', 10, 0), (2, 'brazil', 20, 0), (3, 'clue', 30, 0), (4, 'dune', 40, 0), (5, 'evita', 50, 0)");
        await pair.SyncAsync();
        await pair.Production.ExecuteAsync("UPDATE movies SET views = views + 5", "UPDATE movies SET views = NULL WHERE id = 3");
        await pair.Local.ExecuteAsync("UPDATE movies SET views = views + 2", "UPDATE movies SET views = NULL WHERE id = 2");
        return pair;
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
