using Ferry.Cli.Formats;
using Ferry.Progress;
using Spectre.Console;

namespace Ferry.Cli.Output.Progress;

/// <summary>Progress without a terminal: a line when a phase starts, and one every few seconds while rows move.</summary>
internal sealed class LineDisplay(IAnsiConsole people, JobTracker tracker, TimeProvider time, string title) : IProgress<ProgressEvent>
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private readonly Lock _gate = new();
    private long _lastLine = time.GetTimestamp();

    public void Report(ProgressEvent value)
    {
        tracker.Report(value);
        lock (_gate)
        {
            if (value is PhaseStarted phase)
            {
                var subject = phase.Database is null ? "" : $" {phase.Database}";
                Write($"{title}: {PhaseNames.Of(phase.Phase)}{subject}{(phase.Detail is null ? "" : $" – {phase.Detail}")}");
            }
            else if (time.GetElapsedTime(_lastLine) >= Interval)
            {
                Write($"{title}: {Describe(tracker.Snapshot())}");
            }
        }
    }

    public static string Describe(JobSnapshot job)
    {
        var parts = new List<string> { string.Join(", ", job.Tables.DefaultIfEmpty(PhaseNames.Of(job.Phase ?? "start"))) };
        parts.Add(job.RowsTotal > 0 ? $"{Quantity.Count(job.Rows)} of about {Quantity.Count(job.RowsTotal)} rows" : $"{Quantity.Count(job.Rows)} rows");
        parts.Add(Quantity.Bytes(job.Bytes));
        if (job.BytesPerSecond is { } rate)
        {
            parts.Add(Quantity.Rate(rate));
        }

        if (job.Remaining is { } remaining)
        {
            parts.Add($"{Moment.Clock(remaining)} left");
        }

        return string.Join(" · ", parts);
    }

    private void Write(string line)
    {
        _lastLine = time.GetTimestamp();
        people.WriteLine(line);
    }
}
