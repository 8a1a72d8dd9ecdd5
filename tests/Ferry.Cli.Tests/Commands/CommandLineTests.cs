using Ferry.Cli.Hosting;

namespace Ferry.Cli.Tests.Commands;

public sealed class CommandLineTests : IDisposable
{
    private readonly CliRun _run = new();

    public void Dispose() => _run.Dispose();

    [Theory]
    [InlineData("bakup", "Did you mean 'backup'?")]
    [InlineData("backup --databse main", "Did you mean '--database'?")]
    [InlineData("export latest", "--sql")]
    [InlineData("config", "command")]
    [InlineData("completion tcsh", "tcsh")]
    [InlineData("backup --production --local", "same question")]
    [InlineData("backup --workers many", "--workers")]
    public async Task Wrong_calls_end_with_2_and_say_why_on_standard_error(string line, string reason)
    {
        var exitCode = await _run.RunAsync(line.Split(' '));

        exitCode.ShouldBe(2);
        _run.Output.ShouldBeEmpty();
        _run.Error.ShouldContain(reason);
        _run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(3);
    }

    [Fact]
    public async Task An_error_is_three_lines()
    {
        _run.Configure();

        var exitCode = await _run.RunAsync("show", "nosuch");

        exitCode.ShouldBe(13);
        _run.Error.Split('\n').Take(3).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[0]).ShouldBe(["error", "why", "try"]);
        _run.Error.ShouldStartWith("error backup.not-found: ");
    }

    [Fact]
    public async Task An_error_is_one_line_of_JSON_too()
    {
        _run.Configure();

        await _run.RunAsync("show", "nosuch", "--json");

        var line = _run.Lines.Single();
        line.GetProperty("type").GetString().ShouldBe("error");
        line.GetProperty("exitCode").GetInt32().ShouldBe(13);
        line.GetProperty("code").GetString().ShouldBe("backup.not-found");
        _run.Error.ShouldStartWith("error backup.not-found: ");
    }

    [Fact]
    public async Task A_wrong_call_is_JSON_too()
    {
        await _run.RunAsync("--json", "bakup");

        _run.Lines.Single().GetProperty("exitCode").GetInt32().ShouldBe(2);
    }

    [Fact]
    public async Task Alone_it_shows_help()
    {
        (await _run.RunAsync()).ShouldBe(0);

        _run.Output.ShouldContain("ferry [command] [options]");
    }

    [Fact]
    public async Task Help_ends_with_examples()
    {
        (await _run.RunAsync("export", "--help")).ShouldBe(0);

        _run.Output.ShouldContain("Examples:");
        _run.Output.ShouldContain("ferry export latest --sql movies.sql");
    }

    [Fact]
    public async Task The_version_is_a_version()
    {
        (await _run.RunAsync("--version")).ShouldBe(0);

        _run.Output.ShouldMatch(@"^\d+\.\d+\.\d+");
    }

    [Theory]
    [InlineData("list")]
    [InlineData("list", "--json")]
    [InlineData("show", "nosuch", "--json")]
    public async Task An_output_that_is_full_is_no_bug(params string[] args)
    {
        _run.Configure();
        await using var full = new FullWriter();
        _run.Host = _run.Host with { Output = full };

        (await _run.RunAsync(args)).ShouldBeOneOf(6, 13);

        _run.Error.ShouldStartWith("error ");
        _run.Error.ShouldNotContain("bug");
    }

    [Theory]
    [InlineData(130, "Ctrl+C")]
    [InlineData(143, "SIGTERM")]
    public async Task A_stopped_command_says_what_stopped_it(int exitCode, string reason)
    {
        _run.Configure();
        using var interruption = new Interruption();
        interruption.Request(exitCode);

        (await _run.RunAsync(interruption, "backup", "--production")).ShouldBe(exitCode);

        _run.Error.ShouldContain(reason);
    }

    [Fact]
    public void Only_the_first_signal_is_answered_softly()
    {
        using var interruption = new Interruption();

        interruption.Request(143).ShouldBeTrue();
        interruption.Request(130).ShouldBeFalse();

        interruption.ExitCode.ShouldBe(143);
        interruption.Token.IsCancellationRequested.ShouldBeTrue();
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    [InlineData("pwsh")]
    public async Task Completion_scripts_ask_ferry_itself(string shell)
    {
        (await _run.RunAsync("completion", shell)).ShouldBe(0);

        _run.Output.ShouldContain("[suggest:");
    }

    [Fact]
    public async Task Suggestions_complete_commands_and_options()
    {
        await _run.RunAsync("[suggest:8]", "ferry ba");
        var commands = _run.Output;
        await _run.RunAsync("[suggest:17]", "ferry backup --wo");

        commands.ShouldContain("backup");
        _run.Output.ShouldContain("--workers");
    }
}
