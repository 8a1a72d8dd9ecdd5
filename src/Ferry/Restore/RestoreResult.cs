using Ferry.Archives;
using Ferry.Verification;

namespace Ferry.Restore;

/// <summary>A finished restore, compared with the manifest.</summary>
/// <param name="Plan">What was planned.</param>
/// <param name="Tables">Expected and found, a table; all equal, or the restore would have failed.</param>
/// <param name="SafetyBackup">The backup of what was there before; null when nothing was.</param>
/// <param name="Duration">From the first check to the last.</param>
/// <param name="Warnings">What the user should know, replaced definers for example.</param>
public sealed record RestoreResult(
    RestorePlan Plan, IReadOnlyList<TableComparison> Tables, ArchiveReference? SafetyBackup, TimeSpan Duration, IReadOnlyList<Finding> Warnings);
