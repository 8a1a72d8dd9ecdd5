using Ferry.Cli.Hosting;
using Ferry.Cli.Output.Progress;
using Ferry.Progress;
using Microsoft.Extensions.Time.Testing;
using Spectre.Console;
using Spectre.Console.Testing;

namespace Ferry.Cli.Tests.Output.Progress;

public class ProgressDisplaysTests
{
    private static readonly Terminal Plain = new(OutputAnsi: false, ErrorAnsi: false, Color: false, Live: false, Interactive: false);
    private readonly FakeTimeProvider _time = new();
    private readonly TestConsole _console = new TestConsole().Width(200);

    [Fact]
    public async Task Without_a_terminal_it_writes_a_line_a_phase_and_one_every_five_seconds()
    {
        await Displays(Plain).RunAsync("backup", progress =>
        {
            progress.Report(new TotalsKnown("main", 1, 1000, 1_000_000));
            progress.Report(new PhaseStarted("read", "main"));
            for (var second = 0; second < 12; second++)
            {
                _time.Advance(TimeSpan.FromSeconds(1));
                progress.Report(new RowsMoved("main", "users", 10, 10_000));
            }

            return Task.FromResult(0);
        });

        _console.Lines.ShouldBe(
        [
            "backup: reading main",
            "backup: users · 50 of about 1,000 rows · 50.0 kB",
            "backup: users · 100 of about 1,000 rows · 100 kB · 10.0 kB/s · 1:30 left",
        ]);
    }

    [Fact]
    public async Task Brackets_in_names_are_shown_as_they_are()
    {
        await Displays(Plain).RunAsync("backup", progress =>
        {
            progress.Report(new PhaseStarted("read", "[red]main[/]"));
            return Task.FromResult(0);
        });

        _console.Output.ShouldContain("[red]main[/]");
    }

    [Fact]
    public async Task A_job_that_fails_leaves_its_warnings_behind()
    {
        await Should.ThrowAsync<FerryException>(() => Displays(Plain).RunAsync<int>("backup", progress =>
        {
            progress.Report(new WarningRaised(new Finding(FindingSeverity.Warning, "mysql.slow", "The server is busy.")));
            throw new FerryException(FailureKind.Source, "source.gone", "The server went away.");
        }));

        _console.Output.ShouldContain("warning mysql.slow: The server is busy.");
    }

    [Fact]
    public async Task A_terminal_that_breaks_does_not_break_the_job()
    {
        var broken = Substitute.For<IAnsiConsole>();
        broken.Profile.Returns(_ => throw new IOException("the terminal is gone"));
        var finished = new TaskCompletionSource<int>();
        var running = new ProgressDisplays(broken, Plain with { Live = true }, TimeProvider.System).RunAsync("backup", _ => finished.Task);
        finished.SetResult(42);

        (await running).ShouldBe(42);
    }

    [Fact]
    public void The_live_display_shows_tables_rows_bytes_rate_and_time_left()
    {
        var job = new JobSnapshot(
            "read", "main", null, ["users", "odd[name]"], 1, 3, 500, 1000, 5_000_000, 10_000_000, 1_000_000, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(6));

        _console.Write(Ferry.Cli.Output.Progress.LiveDisplay.Draw("backup production", job));

        _console.Output.ShouldContain("50 %");
        _console.Output.ShouldContain("odd[name]");
        _console.Output.ShouldContain("500 of ~1,000 rows · 5.00 MB of ~10.0 MB · 1.00 MB/s · 0:05 left · 0:06");
    }

    private ProgressDisplays Displays(Terminal terminal) => new(_console, terminal, _time);
}
