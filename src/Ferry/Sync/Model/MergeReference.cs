using Ferry.Environments;

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
    public string? JsonPath { get; init; }

    /// <summary>Whether the database itself demands that the parent exists.</summary>
    public bool Declared { get; init; }

    /// <summary>Whether one of the columns takes NULL, as any place inside JSON does, so that a row can do without the parent.</summary>
    public bool Optional { get; init; }

    /// <summary>What happens to a row whose parent is missing; null where the configuration says nothing.</summary>
    public MissingParent? Missing { get; init; }

    /// <summary>Whether a row whose parent is missing is left out.</summary>
    public bool IsNeeded => Missing == MissingParent.Skip || !Optional;

    /// <summary>Whether a parent that a filter leaves out comes along.</summary>
    public bool Pulls => Missing == MissingParent.Insert || (Missing is null && IsNeeded);

    /// <summary>As messages show it: <c>team_id → teams</c>.</summary>
    public override string ToString() => $"{string.Join(", ", Columns)}{JsonPath} → {Parent}";
}
