using Ferry.Merging;
using Ferry.Sync.Rules;

namespace Ferry.Sync.Model;

/// <summary>Columns whose values are keys of another table, declared by the database or by the configuration.</summary>
/// <param name="Columns">The referring columns.</param>
/// <param name="Parent">The table referred to.</param>
/// <param name="ParentColumns">Its columns, in the same order.</param>
internal sealed record MergeReference(IReadOnlyList<string> Columns, string Parent, IReadOnlyList<string> ParentColumns)
{
    /// <summary>The column that says which table is meant, and the value that means this one; null when it is always this one.</summary>
    public (string Column, string Value)? When { get; init; }

    /// <summary>Where in the column's JSON value the reference is; null when the column itself refers.</summary>
    public JsonPath? JsonPath { get; init; }

    /// <summary>Whether the database itself demands that the parent exists.</summary>
    public bool Declared { get; init; }

    /// <summary>Whether one of the columns takes NULL, as any place inside JSON does, so that a row can do without the parent.</summary>
    public bool Optional { get; init; }

    /// <summary>What happens to a row whose parent is missing; null where the configuration says nothing.</summary>
    public MissingRule? Missing { get; init; }

    /// <summary>Whether a row whose parent is missing is left out. Where a placeholder was asked for and none can be made, NULL would say less than the row should.</summary>
    public bool IsNeeded => Missing?.Kind is MissingParent.Skip or MissingParent.Placeholder || (!Optional && !HasFallback);

    /// <summary>Whether a row whose parent is missing refers to another one.</summary>
    public bool HasFallback => Missing?.Kind == MissingParent.Use;

    /// <summary>Whether a parent that a filter leaves out comes along.</summary>
    public bool Pulls => Missing?.Kind == MissingParent.Insert || (Missing is null && IsNeeded);

    /// <summary>Whether it is to the whole primary key; what other columns hold stays what it is.</summary>
    public bool IsToKeyOf(MergeTable parent) =>
        parent.Key.Count == Columns.Count && parent.Key.All(key => ParentColumns.Contains(key.Name, StringComparer.OrdinalIgnoreCase));

    /// <summary>Whether the server can find its keys, which documents may not be able to hold.</summary>
    /// <param name="parent">The table referred to.</param>
    /// <param name="json">The server's JSON functions.</param>
    public bool IsReadable(MergeTable parent, IJsonDialect json) =>
        JsonPath is null || (ParentColumns is [var only] && parent.Find(only) is { } key && json.CanHold(key.Target) && (JsonPath.List is null || json.TakesLists));

    /// <summary>As messages show it: <c>team_id → teams</c>.</summary>
    public override string ToString() => $"{string.Join(", ", Columns)}{JsonPath} → {Parent}";
}
