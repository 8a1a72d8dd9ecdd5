namespace Ferry.Sync.Model;

/// <summary>Columns whose values are keys of another table, declared by the database or by the configuration.</summary>
/// <param name="Columns">The referring columns.</param>
/// <param name="Parent">The table referred to.</param>
/// <param name="ParentColumns">Its columns, in the same order.</param>
internal sealed record MergeReference(IReadOnlyList<string> Columns, string Parent, IReadOnlyList<string> ParentColumns)
{
    /// <summary>The column that says which table is meant, and the value that means this one; null when it is always this one.</summary>
    public (string Column, string Value)? When { get; init; }

    /// <summary>Whether the database itself demands that the parent exists.</summary>
    public bool Declared { get; init; }
}
