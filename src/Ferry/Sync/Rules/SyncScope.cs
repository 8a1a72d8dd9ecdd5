using Ferry.Schema;

namespace Ferry.Sync.Rules;

/// <summary>Which tables are merged: those that both selections let through with their rows.</summary>
/// <param name="General">What all jobs are about.</param>
/// <param name="Own">What merging is about.</param>
internal sealed record SyncScope(TableSelection General, TableSelection Own)
{
    /// <summary>Every table.</summary>
    public static SyncScope All { get; } = new(TableSelection.All, TableSelection.All);

    /// <summary>Whether a table may come along because one that is merged refers to it: when nobody has left it out by name.</summary>
    public bool Admits(string table) => General.Decide(table) == TableContent.Rows && (Own with { Include = [] }).Decide(table) == TableContent.Rows;

    public bool Includes(string table) => General.Decide(table) == TableContent.Rows && Own.Decide(table) == TableContent.Rows;
}
