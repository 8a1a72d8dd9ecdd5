namespace Ferry.Verification;

/// <summary>One table's rows as the manifest promises them and as they were read back.</summary>
/// <param name="Database">Key of the database.</param>
/// <param name="Table">The table.</param>
/// <param name="ExpectedRows">Rows by the manifest.</param>
/// <param name="Rows">Rows read back.</param>
/// <param name="Equal">Whether both count and digest agree.</param>
public sealed record TableComparison(string Database, string Table, long ExpectedRows, long Rows, bool Equal);
