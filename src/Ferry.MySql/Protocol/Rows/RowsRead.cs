namespace Ferry.MySql.Protocol.Rows;

/// <summary>What a complete result set held.</summary>
internal readonly record struct RowsRead(long Rows, long Bytes);
