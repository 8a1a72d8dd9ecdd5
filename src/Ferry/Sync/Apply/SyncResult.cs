using Ferry.Archives;

namespace Ferry.Sync;

/// <summary>A finished sync.</summary>
/// <param name="Plan">What was planned, and done.</param>
/// <param name="Safety">The backup that was made first; null when nothing was written or none was asked for.</param>
/// <param name="Elapsed">How long it took.</param>
/// <param name="Warnings">What came up on the way.</param>
public sealed record SyncResult(SyncPlan Plan, ArchiveReference? Safety, TimeSpan Elapsed, IReadOnlyList<Finding> Warnings);
