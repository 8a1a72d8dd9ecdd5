namespace Ferry.Cli.Output.Progress;

/// <summary>How far a job is, at one moment.</summary>
internal sealed record JobSnapshot(
    string? Phase,
    string? Database,
    string? Detail,
    IReadOnlyList<string> Tables,
    int TablesDone,
    int TablesTotal,
    long Rows,
    long RowsTotal,
    long Bytes,
    long BytesTotal,
    double? BytesPerSecond,
    TimeSpan? Remaining,
    TimeSpan Elapsed)
{
    /// <summary>Share that is done, 0 to 1; null when nothing is known of the whole.</summary>
    public double? Fraction => BytesTotal > 0 && Bytes > 0 ? Math.Min(1, (double)Bytes / BytesTotal) : null;
}
