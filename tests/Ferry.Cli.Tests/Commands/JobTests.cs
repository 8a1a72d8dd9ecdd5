namespace Ferry.Cli.Tests.Commands;

/// <summary>The long jobs and the queries about their backups, on SQLite.</summary>
public sealed class JobTests : IDisposable
{
    private readonly CliRun _run = new();

    public JobTests() => _run.Configure();

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task A_backup_ends_with_a_summary_and_the_next_command()
    {
        (await _run.RunAsync("backup", "--production")).ShouldBe(0);

        _run.Output.ShouldContain("Backed up production");
        _run.Output.ShouldContain("3 in 1 table");
        _run.Output.ShouldContain("all tables at one moment");
        _run.Output.ShouldContain($"{_run.Folder}/backups/movies/production-");
        _run.Output.ShouldMatch("ferry verify production-[0-9-]+ --drill");
        _run.Error.ShouldContain("reading main");
    }

    [Fact]
    public async Task The_next_command_carries_the_configuration_along()
    {
        File.Move(_run.PathOf("ferry.json"), _run.PathOf("my ferry.json"));

        await _run.RunAsync("backup", "--production", "--config", "my ferry.json");

        _run.Output.ShouldContain("ferry --config 'my ferry.json' verify");
    }

    [Fact]
    public async Task JSON_is_all_there_is_on_standard_output()
    {
        (await _run.RunAsync("backup", "--production", "--json")).ShouldBe(0);

        _run.Lines.Select(line => line.TryGetProperty("type", out _)).ShouldAllBe(typed => typed);
        _run.Lines[^1].GetProperty("type").GetString().ShouldBe("result");
        _run.Lines[^1].GetProperty("rows").GetInt64().ShouldBe(3);
    }

    [Fact]
    public async Task Quiet_prints_nothing_when_all_is_well()
    {
        (await _run.RunAsync("backup", "--production", "--quiet")).ShouldBe(0);

        (_run.Output, _run.Error).ShouldBe(("", ""));
    }

    [Fact]
    public async Task Quiet_JSON_is_the_result_alone()
    {
        await _run.RunAsync("backup", "--production", "--quiet", "--json");

        _run.Lines.Single().GetProperty("type").GetString().ShouldBe("result");
        _run.Error.ShouldBeEmpty();
    }

    [Fact]
    public async Task Names_with_brackets_are_printed_as_they_are()
    {
        _run.Sql("production.db", "CREATE TABLE \"[red]odd[/]\" (a)");
        await _run.RunAsync("backup", "--production");

        (await _run.RunAsync("show", "latest")).ShouldBe(0);

        _run.Output.ShouldContain((string)_run.Sql("production.db", "SELECT name FROM sqlite_schema WHERE name LIKE '%odd%'")!);
    }

    [Fact]
    public async Task A_drill_marks_the_backup_as_proven()
    {
        await _run.RunAsync("backup", "--production");
        await _run.RunAsync("list");
        var before = _run.Output;

        (await _run.RunAsync("verify", "--drill")).ShouldBe(0);
        await _run.RunAsync("list");

        before.ShouldNotContain("✓");
        _run.Output.ShouldContain("✓");
        await _run.RunAsync("show", "latest");
        _run.Output.ShouldContain("on SQLite");
    }

    [Fact]
    public async Task An_empty_list_says_what_to_do()
    {
        (await _run.RunAsync("list")).ShouldBe(0);

        _run.Output.ShouldContain("no backups yet");
        _run.Output.ShouldContain("ferry backup");
    }

    [Fact]
    public async Task Tables_are_chosen_by_flags()
    {
        _run.Sql("production.db", "CREATE TABLE log_a (a); INSERT INTO log_a VALUES (1); CREATE TABLE cache (a)");

        await _run.RunAsync("backup", "--production", "--json", "--exclude-table", "cac*", "--schema-only-table", "log_?");

        var tables = _run.Lines[^1].GetProperty("databases")[0].GetProperty("tables").EnumerateArray()
            .ToDictionary(table => table.GetProperty("name").GetString()!, table => table.GetProperty("content").GetString());
        tables.ShouldBe(new Dictionary<string, string?> { ["users"] = "rows", ["log_a"] = "structureOnly" }, ignoreOrder: true);
    }

    [Fact]
    public async Task SQL_of_a_database_file_is_refused_with_the_way_out()
    {
        await _run.RunAsync("backup", "--production");

        (await _run.RunAsync("export", "latest", "--sql", "out.sql")).ShouldBe(12);

        _run.Error.ShouldContain("zstd -d");
        File.Exists(_run.PathOf("out.sql")).ShouldBeFalse();
        File.Exists(_run.PathOf("out.sql.partial")).ShouldBeFalse();
    }

    [Fact]
    public async Task An_export_does_not_replace_a_file_unasked()
    {
        await _run.RunAsync("backup", "--production");
        await File.WriteAllTextAsync(_run.PathOf("out.sql"), "mine", TestContext.Current.CancellationToken);

        (await _run.RunAsync("export", "latest", "--sql", "out.sql")).ShouldBe(10);

        (await File.ReadAllTextAsync(_run.PathOf("out.sql"), TestContext.Current.CancellationToken)).ShouldBe("mine");
    }

    [Fact]
    public async Task Doctor_ends_with_2_when_a_database_cannot_be_used()
    {
        File.Delete(_run.PathOf("production.db"));

        (await _run.RunAsync("doctor", "--production")).ShouldBe(2);

        _run.Output.ShouldContain("✗");
        _run.Output.ShouldMatch(@"[1-9]\d* failure");
    }

    [Fact]
    public async Task The_configuration_is_shown_with_origins_and_without_secrets()
    {
        _run.Host = _run.Host with
        {
            Variables = new Dictionary<string, string> { ["Ferry__Environments__staging__Databases__main"] = "mysql://app:canary-7f3@db/app" },
        };

        (await _run.RunAsync("config", "show")).ShouldBe(0);

        _run.Output.ShouldContain("sqlite:local.db");
        _run.Output.ShouldContain("ferry.json:2:");
        _run.Output.ShouldNotContain("canary-7f3");
    }

    [Fact]
    public async Task The_schema_is_JSON()
    {
        (await _run.RunAsync("config", "schema")).ShouldBe(0);

        System.Text.Json.JsonDocument.Parse(_run.Output).RootElement.TryGetProperty("properties", out _).ShouldBeTrue();
    }

    [Fact]
    public async Task The_demo_plays_to_its_end_and_leaves_nothing()
    {
        (await _run.RunAsync("demo")).ShouldBe(0, _run.Error);

        _run.Output.ShouldContain("movie_user is gone");
        _run.Output.ShouldContain("local now   movies 250, users 600, movie_user");
        _run.Output.ShouldContain("local now   601 Nadia, 603 Omar; movie 1 Midnight Harbour 1, rated 9.9");
        _run.Output.ShouldContain("local has everything of production; nothing to do");
        _run.Output.ShouldContain("local now   601 Nadia (test); movie 1 My cut, rated 9.9");
        Directory.Exists(_run.Output.Split('\n')[0].Split(" in ")[1].Trim()).ShouldBeFalse();
    }

    [Fact]
    public async Task The_demo_keeps_its_folder_when_told_and_never_mixes_with_other_files()
    {
        (await _run.RunAsync("demo", "--keep", "kept")).ShouldBe(0);

        File.Exists(_run.PathOf("kept/ferry.json")).ShouldBeTrue();
        (await _run.RunAsync("demo", "--keep", "kept")).ShouldBe(10);
    }
}
