namespace Ferry.Sync;

/// <summary>One row of a plan.</summary>
/// <param name="Action">What is done: <c>insert</c>, <c>update</c>, <c>conflict</c>, <c>skip</c>.</param>
/// <param name="SourceKey">Its primary key in the source, parts separated by a comma.</param>
/// <param name="TargetKey">Its primary key in the target; null when it will have none.</param>
/// <param name="Cells">The cells in question.</param>
public sealed record SyncSample(string Action, string SourceKey, string? TargetKey, IReadOnlyList<SyncCell> Cells)
{
    /// <summary>Why the row is left out; null where it is not.</summary>
    public string? Reason { get; init; }
}
