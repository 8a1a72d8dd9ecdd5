namespace Ferry.Sync.Masking;

/// <summary>Raw values of a masked column that are still there after masking. Holds no value.</summary>
/// <param name="Table">Name of the table.</param>
/// <param name="Column">The masked column that the values are from.</param>
/// <param name="FoundIn">The column that they were found in: the same one, or another that holds a copy.</param>
/// <param name="Rows">Rows of the sample in which that is so.</param>
public sealed record Survivor(string Table, string Column, string FoundIn, int Rows);
