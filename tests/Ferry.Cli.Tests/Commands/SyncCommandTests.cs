using System.Text.Json;

namespace Ferry.Cli.Tests.Commands;

/// <summary>Planning and merging at the command line, on SQLite.</summary>
public sealed class SyncCommandTests : IDisposable
{
    private readonly CliRun _run = new();

    public SyncCommandTests() => SyncScene.Prepare(_run);

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task The_plan_shows_numbers_rows_with_both_ids_and_how_to_settle_what_was_inferred()
    {
        (await RunAsync("sync --production --dry-run")).ShouldBe(0, _run.Error);

        _run.Error.ShouldMatch(@"users +1 +1 +1 +– +1 under another id");
        _run.Error.ShouldContain("~ 3 (7 there)  name Ana, here → Ana");
        _run.Error.ShouldContain("+ 9 (8 there)  name Bo  email bo@example.org");
        _run.Error.ShouldContain("""{ "users": ["lower(email)"], "watched": ["user_id", "title"] }""");
        _run.Error.ShouldContain("staged in ferry_production_");
    }

    [Theory]
    [InlineData("sync --production --dry-run")]
    [InlineData("sync --production --save friday.plan")]
    public async Task Looking_writes_nothing_to_the_targets_own_tables(string line)
    {
        var before = SyncScene.Describe(_run);

        (await RunAsync(line)).ShouldBe(0, _run.Error);

        _run.Output.ShouldContain("Nothing was written to local");
        SyncScene.Describe(_run).ShouldBe(before);
    }

    [Fact]
    public async Task Forced_it_merges_says_what_it_did_and_how_to_take_it_back()
    {
        var before = SyncScene.Describe(_run);

        (await RunAsync("sync --production --force")).ShouldBe(0, _run.Error);

        _run.Output.ShouldContain("2 new, 1 changed, 2 recognised for the first time; none deleted");
        _run.Output.ShouldMatch("kept as local-[0-9-]+");
        SyncScene.Describe(_run).ShouldBe("3Anaana@example.org; 8Meme@example.org; 9Bobo@example.org 1 3Alien; 2 8Casablanca; 3 9Brazil");
        var undo = _run.Output.Split('\n').Single(line => line.Contains("undo", StringComparison.Ordinal)).Split("ferry ")[1].Trim();
        (await RunAsync($"{undo} --force")).ShouldBe(0, _run.Error);
        SyncScene.Describe(_run).ShouldBe(before);
    }

    [Fact]
    public async Task A_second_sync_has_nothing_to_do()
    {
        await RunAsync("sync --production --force");

        (await RunAsync("sync --production")).ShouldBe(0, _run.Error);

        _run.Output.ShouldContain("local has everything of production; nothing to do");
        _run.Error.ShouldContain("nothing to do in users, watched");
    }

    [Fact]
    public async Task The_only_other_environment_is_where_rows_come_from()
    {
        (await RunAsync("sync --force")).ShouldBe(0, _run.Error);

        _run.Output.ShouldContain("Merged production into local");
    }

    [Fact]
    public async Task A_script_must_say_that_the_plan_may_be_applied()
    {
        (await RunAsync("sync --production")).ShouldBe(2);

        _run.Error.ShouldContain("Add --force, or --dry-run to look only.");
    }

    [Fact]
    public async Task A_conflict_is_listed_with_both_values_and_what_to_do_and_ends_with_3()
    {
        await RunAsync("sync --production --force");
        _run.Sql("local.db", "UPDATE users SET name = 'Anna' WHERE id = 3");
        _run.Sql("production.db", "UPDATE users SET name = 'Ana Ruiz' WHERE id = 7");

        (await RunAsync("sync --production --force")).ShouldBe(3, _run.Error);

        _run.Error.ShouldContain("? 3 (7 there)  name: Anna here, Ana Ruiz there");
        _run.Error.ShouldContain("""--prefer source for the other side's values, --prefer target to keep these; for good: "Sync": { "Policies": { "users": { "name": "source" } } }""");
        _run.Output.ShouldContain("1 changed on both sides and kept");
        _run.Sql("local.db", "SELECT name FROM users WHERE id = 3").ShouldBe("Anna");
    }

    [Fact]
    public async Task Preferring_the_source_settles_a_conflict_that_an_earlier_sync_left_open()
    {
        await RunAsync("sync --production --force");
        _run.Sql("local.db", "UPDATE users SET name = 'Anna' WHERE id = 3");
        _run.Sql("production.db", "UPDATE users SET name = 'Ana Ruiz' WHERE id = 7");

        await RunAsync("sync --production --force");
        (await RunAsync("sync --production --force")).ShouldBe(3, _run.Error);
        _run.Error.ShouldContain("1 still open from an earlier sync");

        (await RunAsync("sync --production --prefer source --force")).ShouldBe(0, _run.Error);

        _run.Sql("local.db", "SELECT name FROM users WHERE id = 3").ShouldBe("Ana Ruiz");
    }

    [Fact]
    public async Task A_backup_needs_no_source()
    {
        await RunAsync("backup --production");
        File.Delete(_run.PathOf("production.db"));
        _run.Sql("local.db", "INSERT INTO users VALUES (20, 'Cy', 'cy@example.org')");
        await RunAsync("backup --local");

        (await RunAsync("sync --backup latest --force")).ShouldBe(0, _run.Error);

        _run.Output.ShouldContain("Merged production into local");
        _run.Sql("local.db", "SELECT count(*) FROM users").ShouldBe(4L);
    }

    [Fact]
    public async Task A_backup_of_another_environment_than_the_one_named_is_refused()
    {
        await RunAsync("backup --local");
        var path = Path.GetRelativePath(_run.Folder, Directory.GetFiles(_run.PathOf("backups/movies"), "local-*.zip").Single());

        (await RunAsync($"sync --production --backup {path} --force")).ShouldBe(10);

        _run.Error.ShouldContain("is a backup of local, not of production");
    }

    [Theory]
    [InlineData("sync --env nowhere", 13, "config.environment-unknown")]
    [InlineData("sync --local", 10, "sync.same-environment")]
    [InlineData("sync --local --into production --force", 10, "sync.protected")]
    [InlineData("sync --local --into production --force --allow-protected --confirm prod", 10, "sync.protected")]
    [InlineData("sync --production --save ferry.json", 10, "export.file-exists")]
    [InlineData("sync --production --prefer nobody", 2, "config.invalid")]
    [InlineData("sync --production --table nosuch*", 13, "sync.no-tables")]
    [InlineData("sync --backup nosuch.zip", 13, "archive.not-found")]
    public async Task What_cannot_be_done_is_said_with_its_code_and_a_remedy(string line, int exitCode, string code)
    {
        (await RunAsync(line)).ShouldBe(exitCode, _run.Error);

        _run.Error.ShouldContain($"error {code}: ");
        _run.Error.TrimEnd().Split('\n')[^1].ShouldStartWith("  try  ");
        _run.Output.ShouldBeEmpty();
    }

    [Fact]
    public async Task JSON_has_the_plan_and_the_result()
    {
        (await RunAsync("sync --production --force --json")).ShouldBe(0, _run.Error);

        var plan = _run.Lines.Single(line => line.GetProperty("type").GetString() == "plan");
        plan.GetProperty("outcome").GetString().ShouldBe("changes");
        var users = plan.GetProperty("databases")[0].GetProperty("tables").EnumerateArray().Single(table => table.GetProperty("name").GetString() == "users");
        users.GetProperty("identitySetting").GetString().ShouldBe("""["lower(email)"]""");
        (users.GetProperty("inserted").GetInt64(), users.GetProperty("updated").GetInt64()).ShouldBe((1, 1));
        var result = _run.Lines[^1];
        (result.GetProperty("type").GetString(), result.GetProperty("state").GetString(), result.GetProperty("inserted").GetInt64()).ShouldBe(("result", "applied", 2));
        result.GetProperty("safetyBackup").ValueKind.ShouldBe(JsonValueKind.String);
    }

    private Task<int> RunAsync(string line) => _run.RunAsync(line.Split(' '));
}
