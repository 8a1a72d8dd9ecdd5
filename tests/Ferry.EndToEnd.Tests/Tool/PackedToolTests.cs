using System.Text.Json;
using Ferry.EndToEnd.Tests.Faults;

namespace Ferry.EndToEnd.Tests.Tool;

/// <summary>The installed tool as a process: what a person and a script get from it.</summary>
public sealed class PackedToolTests(PackedTool tool) : IClassFixture<PackedTool>, IDisposable
{
    private readonly SqliteProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task It_tells_its_version() =>
        (await RunAsync("--version")).Ended(0).Output.ShouldMatch(@"^\d+\.\d+\.\d+");

    [Theory]
    [InlineData("Ferry.Cli.dll")]
    [InlineData("Ferry.dll")]
    [InlineData("ZstdSharp.dll")]
    public void Its_code_is_compiled_ahead(string assembly)
    {
        Assert.SkipWhen(tool.NotCompiled is not null, tool.NotCompiled ?? "");

        MachineCode.IsIn(tool.Find(assembly)).ShouldBeTrue();
    }

    [Fact]
    public void It_has_the_SQLite_of_its_platform_alone()
    {
        Assert.SkipWhen(tool.NotCompiled is not null, tool.NotCompiled ?? "");

        tool.Find(OperatingSystem.IsWindows() ? "e_sqlite3.dll" : "libe_sqlite3.*");
    }

    [Fact]
    public async Task It_plays_the_demo()
    {
        var run = (await RunAsync("demo")).Ended(0);

        run.Output.ShouldContain("$ ferry restore --production --backup latest --force");
        run.Output.ShouldContain("backed up, proven, wrecked, restored");
    }

    [Fact]
    public async Task It_backs_up_lists_proves_and_restores()
    {
        (await RunAsync("backup --env staging")).Ended(0);
        (await RunAsync("list")).Ended(0).Output.ShouldContain("staging-");
        (await RunAsync("verify latest --drill")).Ended(0).Output.ShouldContain("Proven");
        (await RunAsync("restore --env staging --backup latest --force")).Ended(0);

        _project.Describe("local.db").ShouldBe(_project.Describe("staging.db"));
    }

    [Fact]
    public async Task A_Laravel_style_env_file_alone_is_enough()
    {
        File.Delete(Path.Combine(_project.Folder, "ferry.json"));
        await File.WriteAllTextAsync(
            Path.Combine(_project.Folder, ".env"),
            $"""
            APP_NAME=movies
            DB_CONNECTION=sqlite
            DB_DATABASE={Path.Combine(_project.Folder, "local.db")}
            STAGING_DB_CONNECTION=sqlite
            STAGING_DB_DATABASE={Path.Combine(_project.Folder, "staging.db")}
            """,
            TestContext.Current.CancellationToken);

        (await RunAsync("backup --env staging")).Ended(0);
        (await RunAsync("restore --backup latest --force")).Ended(0);

        _project.Describe("local.db").ShouldBe(_project.Describe("staging.db"));
    }

    [Theory]
    [InlineData("bakup", 2)]
    [InlineData("backup --no-such-option", 2)]
    [InlineData("restore", 2)]
    [InlineData("backup --env nowhere", 13)]
    [InlineData("show nosuch", 13)]
    [InlineData("verify ferry.json/x.zip", 13)]
    [InlineData("show local.zip", 12)]
    public async Task Failures_have_their_own_codes_and_leave_standard_output_alone(string line, int exitCode)
    {
        File.Copy(Path.Combine(_project.Folder, "local.db"), Path.Combine(_project.Folder, "local.zip"));

        var run = (await RunAsync(line)).Ended(exitCode);

        run.Output.ShouldBeEmpty();
        run.Error.ShouldStartWith("error ");
    }

    [Theory]
    [InlineData("backup --env staging --json", 0, "result")]
    [InlineData("verify nosuch --json", 13, "error")]
    [InlineData("restore --json", 2, "error")]
    [InlineData("backup --json --no-such-option", 2, "error")]
    public async Task Every_line_of_standard_output_is_JSON(string line, int exitCode, string last)
    {
        var run = (await RunAsync(line)).Ended(exitCode);

        var types = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(document => JsonDocument.Parse(document).RootElement.GetProperty("type").GetString()).ToList();
        types[^1].ShouldBe(last);
        run.Error.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Results_go_to_standard_output_and_progress_to_standard_error()
    {
        var run = (await RunAsync("backup --env staging")).Ended(0);

        run.Output.ShouldContain("Backed up staging");
        run.Output.ShouldNotContain("reading");
        run.Error.ShouldContain("reading main");
        run.Error.ShouldNotContain("Backed up");
    }

    [Fact]
    public async Task Without_a_terminal_there_are_no_escape_sequences()
    {
        var run = (await RunAsync("backup --env staging")).Ended(0);

        (run.Output + run.Error).ShouldNotContain('\u001b');
    }

    private Task<FerryRun> RunAsync(string line) => FerryProcess.RunAsync(_project.Folder, line.Split(' '), tool: tool.Path);
}
