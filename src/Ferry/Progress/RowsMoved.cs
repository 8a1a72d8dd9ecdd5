namespace Ferry.Progress;

/// <summary>Rows were read or loaded.</summary>
/// <param name="Database">Key of the database.</param>
/// <param name="Table">The table.</param>
/// <param name="Rows">Rows since the last event of this table.</param>
/// <param name="Bytes">Bytes since the last event of this table.</param>
public sealed record RowsMoved(string Database, string Table, long Rows, long Bytes) : ProgressEvent;
