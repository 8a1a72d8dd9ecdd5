namespace Ferry.Sync.Rules;

/// <summary>A table that a reference can mean.</summary>
/// <param name="Value">The value of the type column that means it; null for a reference that always means the same table.</param>
/// <param name="Table">The table.</param>
/// <param name="Columns">Its columns; empty for its primary key.</param>
internal sealed record ReferenceTarget(string? Value, string Table, IReadOnlyList<string> Columns);
