using Ferry.Cli.Hosting;
using Ferry.Progress;
using Spectre.Console;

namespace Ferry.Cli.Output.Progress;

/// <summary>Runs a job under the display that fits the terminal.</summary>
internal sealed class ProgressDisplays(IAnsiConsole people, Terminal terminal, TimeProvider time)
{
    public async Task<T> RunAsync<T>(string title, Func<IProgress<ProgressEvent>, Task<T>> job)
    {
        var tracker = new JobTracker(time);
        try
        {
            return terminal.Live
                ? await new LiveDisplay(people, tracker, time).RunAsync(title, job)
                : await job(new GuardedProgress(new LineDisplay(people, tracker, time, title)));
        }
        catch
        {
            // A finished job repeats its warnings in its result; a failed one has only these.
            Show(tracker.Warnings);
            throw;
        }
        finally
        {
            Show(tracker.Notices);
        }
    }

    private void Show(IEnumerable<Finding> findings)
    {
        foreach (var finding in findings)
        {
            people.MarkupLineInterpolated($"[yellow]warning[/] {finding.Code}: {finding.Message}");
        }
    }
}
