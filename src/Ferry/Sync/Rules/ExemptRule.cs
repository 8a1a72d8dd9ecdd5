namespace Ferry.Sync.Rules;

/// <summary>Cells of the target that are never changed.</summary>
/// <param name="Where">The rows, as an SQL condition in the target; null for all.</param>
/// <param name="Columns">The columns; empty for all.</param>
internal sealed record ExemptRule(string? Where, IReadOnlyList<string> Columns);
