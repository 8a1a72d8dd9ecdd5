namespace Ferry.Progress;

/// <summary>The size of what is coming, as estimated.</summary>
/// <param name="Database">Key of the database.</param>
/// <param name="Tables">Number of tables with rows to move.</param>
/// <param name="Rows">Rows to move.</param>
/// <param name="Bytes">Bytes of rows to move.</param>
public sealed record TotalsKnown(string Database, int Tables, long Rows, long Bytes) : ProgressEvent;
