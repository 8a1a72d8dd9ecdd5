using Ferry.Schema;

namespace Ferry.Sync.Rules;

/// <summary>Which tables are merged: those that both selections let through with their rows.</summary>
/// <param name="General">What all jobs are about.</param>
/// <param name="Own">What merging is about.</param>
internal sealed record SyncScope(TableSelection General, TableSelection Own)
{
    /// <summary>Every table.</summary>
    public static SyncScope All { get; } = new(TableSelection.All, TableSelection.All);

    public bool Includes(string table) => General.Decide(table) == TableContent.Rows && Own.Decide(table) == TableContent.Rows;
}
