using Ferry.Cli.Formats;
using Ferry.Progress;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Ferry.Cli.Output.Progress;

/// <summary>Progress on a terminal, redrawn in place and gone when the job ends.</summary>
internal sealed class LiveDisplay(IAnsiConsole people, JobTracker tracker, TimeProvider time)
{
    private const int BarWidth = 40;
    private const int TablesShown = 4;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    public async Task<T> RunAsync<T>(string title, Func<IProgress<ProgressEvent>, Task<T>> job)
    {
        var running = job(new GuardedProgress(tracker));
        try
        {
            await people.Live(Draw(title, tracker.Snapshot())).AutoClear(true).StartAsync(context => RedrawAsync(context, title, running));
        }
        catch (Exception) when (!running.IsCompleted)
        {
            // A terminal that went away must not take the job with it.
            return await running;
        }

        return await running;
    }

    internal static IRenderable Draw(string title, JobSnapshot job)
    {
        var rows = new List<IRenderable> { Headline(title, job) };
        rows.AddRange(job.Tables.Take(TablesShown).Select(table => Markup.FromInterpolated($"   [blue]{table}[/]")));
        if (job.Tables.Count > TablesShown)
        {
            rows.Add(Markup.FromInterpolated($"   [grey]and {job.Tables.Count - TablesShown} more[/]"));
        }

        if (job.Rows > 0)
        {
            rows.Add(Markup.FromInterpolated($"   [grey]{Figures(job)}[/]"));
        }

        return new Rows(rows);
    }

    private async Task RedrawAsync(LiveDisplayContext context, string title, Task running)
    {
        while (!running.IsCompleted)
        {
            context.UpdateTarget(Draw(title, tracker.Snapshot()));
            await Task.WhenAny(running, Task.Delay(Interval, time));
        }
    }

    private static Markup Headline(string title, JobSnapshot job)
    {
        var phase = PhaseNames.Of(job.Phase ?? "start") + (job.Database is null ? "" : $" {job.Database}");
        if (job.Fraction is not { } fraction)
        {
            return Markup.FromInterpolated($" [bold]{title}[/]  {phase}  [grey]{job.Detail ?? ""} {Moment.Clock(job.Elapsed)}[/]");
        }

        var filled = (int)Math.Round(fraction * BarWidth);
        return Markup.FromInterpolated(
            $" [bold]{title}[/]  {phase}  [green]{new string('━', filled)}[/][grey]{new string('─', BarWidth - filled)}[/] {(int)(fraction * 100)} %");
    }

    private static string Figures(JobSnapshot job)
    {
        var parts = new List<string>
        {
            job.RowsTotal > 0 ? $"{Quantity.Count(job.Rows)} of ~{Quantity.Count(job.RowsTotal)} rows" : $"{Quantity.Count(job.Rows)} rows",
            job.BytesTotal > 0 ? $"{Quantity.Bytes(job.Bytes)} of ~{Quantity.Bytes(job.BytesTotal)}" : Quantity.Bytes(job.Bytes),
            job.BytesPerSecond is { } rate ? Quantity.Rate(rate) : "",
            job.Remaining is { } remaining ? $"{Moment.Clock(remaining)} left" : "",
            Moment.Clock(job.Elapsed),
        };
        return string.Join(" · ", parts.Where(part => part.Length > 0));
    }
}
