namespace Ferry.Cli.Tests.Commands;

/// <summary>What comes after a plan: applying it from a file, history, undo.</summary>
public sealed class SyncRunTests : IDisposable
{
    private readonly CliRun _run = new();

    public SyncRunTests() => SyncScene.Prepare(_run);

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task A_saved_plan_is_applied_without_its_source()
    {
        await RunAsync("sync --production --save friday.plan");
        _run.Output.ShouldContain("ferry sync apply friday.plan");
        File.Delete(_run.PathOf("production.db"));

        (await RunAsync("sync apply friday.plan --force")).ShouldBe(0, _run.Error);

        _run.Output.ShouldContain("2 new, 1 changed");
        _run.Sql("local.db", "SELECT name FROM users WHERE id = 9").ShouldBe("Bo");
    }

    [Fact]
    public async Task A_plan_is_applied_once()
    {
        await RunAsync("sync --production --save friday.plan");
        await RunAsync("sync apply friday.plan --force");

        (await RunAsync("sync apply friday.plan --force")).ShouldBe(10);

        _run.Error.ShouldContain("sync.stale-plan");
    }

    [Fact]
    public async Task A_plan_that_the_target_has_left_behind_is_refused_and_nothing_changes()
    {
        await RunAsync("sync --production --save friday.plan");
        _run.Sql("local.db", "UPDATE users SET name = 'Anna' WHERE id = 3");
        var before = SyncScene.Describe(_run);

        (await RunAsync("sync apply friday.plan --force")).ShouldBe(10);

        _run.Error.ShouldContain("sync.stale-plan");
        _run.Error.ShouldContain("Run ferry sync again");
        SyncScene.Describe(_run).ShouldBe(before);
    }

    [Theory]
    [InlineData("nosuch.plan", 13, "sync.plan-unreadable")]
    [InlineData("ferry.json", 12, "sync.not-a-plan")]
    [InlineData("newer.plan", 12, "sync.not-a-plan")]
    public async Task What_is_no_plan_of_this_version_is_refused(string plan, int exitCode, string code)
    {
        await RunAsync("sync --production --save friday.plan");
        await File.WriteAllTextAsync(
            _run.PathOf("newer.plan"), (await File.ReadAllTextAsync(_run.PathOf("friday.plan"), TestContext.Current.CancellationToken)).Replace("\"format\": 1", "\"format\": 99", StringComparison.Ordinal),
            TestContext.Current.CancellationToken);

        (await RunAsync($"sync apply {plan} --force")).ShouldBe(exitCode, _run.Error);

        _run.Error.ShouldContain(code);
    }

    [Fact]
    public async Task Undo_takes_back_the_latest_run_that_changed_something()
    {
        var before = SyncScene.Describe(_run);
        await RunAsync("sync --production --force");
        await RunAsync("sync --production --force");

        (await RunAsync("sync undo --force")).ShouldBe(0, _run.Error);

        _run.Output.ShouldContain("took run 1 of production back");
        _run.Output.ShouldContain("1 as before, 2 removed");
        SyncScene.Describe(_run).ShouldBe(before);
    }

    [Fact]
    public async Task What_was_edited_since_stays_and_undo_ends_with_3()
    {
        await RunAsync("sync --production --force");
        _run.Sql("local.db", "UPDATE users SET name = 'Bo, edited' WHERE id = 9");

        (await RunAsync("sync undo --force")).ShouldBe(3, _run.Error);

        _run.Output.ShouldContain("1 row was edited since");
        _run.Sql("local.db", "SELECT name FROM users WHERE id = 9").ShouldBe("Bo, edited");
        _run.Sql("local.db", "SELECT name FROM users WHERE id = 3").ShouldBe("Ana, here");
    }

    [Fact]
    public async Task A_script_must_say_that_a_sync_may_be_taken_back()
    {
        await RunAsync("sync --production --force");
        var after = SyncScene.Describe(_run);

        (await RunAsync("sync undo")).ShouldBe(2);

        _run.Error.ShouldContain("Add --force.");
        SyncScene.Describe(_run).ShouldBe(after);
    }

    [Fact]
    public async Task Only_the_latest_run_can_be_named()
    {
        await RunAsync("sync --production --force");

        (await RunAsync("sync undo 7 --force")).ShouldBe(10);

        _run.Error.ShouldContain("sync.not-the-latest");
    }

    [Fact]
    public async Task Without_a_run_there_is_nothing_to_take_back_and_nothing_in_the_history()
    {
        var before = _run.Sql("local.db", "SELECT group_concat(sql) FROM sqlite_schema");

        (await RunAsync("sync undo --force")).ShouldBe(0);
        _run.Output.ShouldContain("no sync of production is left to take back");

        (await RunAsync("sync history")).ShouldBe(0);
        _run.Output.ShouldContain("production was never merged into local.");
        _run.Sql("local.db", "SELECT group_concat(sql) FROM sqlite_schema").ShouldBe(before);
    }

    [Theory]
    [InlineData("sync history --env porduction")]
    [InlineData("sync undo --env porduction --force")]
    public async Task A_mistyped_environment_is_named_with_the_nearest_one_and_leaves_nothing_behind(string line)
    {
        var before = _run.Sql("local.db", "SELECT group_concat(sql) FROM sqlite_schema");

        (await RunAsync(line)).ShouldBe(13, _run.Error);

        _run.Error.ShouldContain("config.environment-unknown");
        _run.Error.ShouldContain("Did you mean 'production'?");
        _run.Sql("local.db", "SELECT group_concat(sql) FROM sqlite_schema").ShouldBe(before);
    }

    [Fact]
    public async Task A_run_that_only_recognised_rows_can_be_taken_back()
    {
        foreach (var sql in new[] { "DELETE FROM watched", "DELETE FROM users WHERE id = 8", "UPDATE users SET name = 'Ana'" })
        {
            _run.Sql("local.db", sql);
            _run.Sql("production.db", sql);
        }

        await RunAsync("sync --production --force");
        _run.Output.ShouldContain("0 new, 0 changed, 1 recognised for the first time");
        await RunAsync("sync history");
        _run.Output.ShouldMatch(@"1 +main +just now +0 +0 +1 +applied, can be undone");

        (await RunAsync("sync undo --force")).ShouldBe(0, _run.Error);

        _run.Output.ShouldMatch("matches +1 forgotten");
        await RunAsync("sync --production --force");
        _run.Output.ShouldContain("1 recognised for the first time");
    }

    [Fact]
    public async Task History_says_which_run_can_be_undone()
    {
        await RunAsync("sync --production --force");
        await RunAsync("sync --production --force");

        (await RunAsync("sync history")).ShouldBe(0);
        _run.Output.ShouldMatch(@"2 +main +just now +0 +0 +0 +applied *\n1 +main +just now +2 +1 +2 +applied, can be undone");

        await RunAsync("sync undo --force");
        await RunAsync("sync history --json");
        _run.Lines.Single().GetProperty("runs").EnumerateArray().Select(run => run.GetProperty("state").GetString()).ShouldBe(["applied", "undone"]);
    }

    [Fact]
    public async Task Environments_are_named_in_any_case()
    {
        await RunAsync("sync --production --force");

        (await RunAsync("sync undo --env PRODUCTION --force")).ShouldBe(0, _run.Error);

        _run.Output.ShouldContain("took run 1 of production back");
    }

    private Task<int> RunAsync(string line) => _run.RunAsync(line.Split(' '));
}
