namespace Ferry.Reading;

/// <summary>How consistent a snapshot is, and how that was reached.</summary>
/// <param name="Level">What may be relied on.</param>
/// <param name="Rung">Short stable name of the means, such as <c>backup-stage</c>, <c>read-lock</c>, <c>single-connection</c>, <c>online-backup</c>.</param>
/// <param name="Position">Log coordinates of the moment by their own names, such as <c>binlog_file</c> and <c>gtid</c>; empty when unknown.</param>
/// <param name="Warnings">What the user should know, in sentences.</param>
public sealed record Consistency(
    ConsistencyLevel Level, string Rung, IReadOnlyDictionary<string, string> Position, IReadOnlyList<string> Warnings);
