namespace Ferry.Verification;

/// <summary>A drill that succeeded.</summary>
/// <param name="Proof">The record, as it was written beside the backup.</param>
/// <param name="Tables">One comparison a table, all equal.</param>
/// <param name="Warnings">What the user should know.</param>
public sealed record DrillResult(Proof Proof, IReadOnlyList<TableComparison> Tables, IReadOnlyList<Finding> Warnings);
