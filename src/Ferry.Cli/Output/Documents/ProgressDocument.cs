using Ferry.Cli.Output.Progress;

namespace Ferry.Cli.Output.Documents;

/// <summary>How far a job is.</summary>
internal sealed record ProgressDocument(
    string? Phase, IReadOnlyList<string> Tables, long Rows, long RowsTotal, long Bytes, long BytesTotal,
    double? BytesPerSecond, double? SecondsLeft, double Seconds) : LineDocument("progress")
{
    public static ProgressDocument From(JobSnapshot job) => new(
        job.Phase, job.Tables, job.Rows, job.RowsTotal, job.Bytes, job.BytesTotal,
        job.BytesPerSecond is { } rate ? Math.Round(rate) : null,
        job.Remaining is { } remaining ? Math.Round(remaining.TotalSeconds, 1) : null,
        Math.Round(job.Elapsed.TotalSeconds, 1));
}
