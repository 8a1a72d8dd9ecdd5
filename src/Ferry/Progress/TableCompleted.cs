namespace Ferry.Progress;

/// <summary>A table is done.</summary>
/// <param name="Database">Key of the database.</param>
/// <param name="Table">The table.</param>
/// <param name="Rows">All its rows.</param>
/// <param name="Bytes">All its bytes.</param>
public sealed record TableCompleted(string Database, string Table, long Rows, long Bytes) : ProgressEvent;
