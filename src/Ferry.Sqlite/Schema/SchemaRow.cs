namespace Ferry.Sqlite.Schema;

/// <summary>One row of <c>sqlite_schema</c>.</summary>
internal sealed record SchemaRow(string Type, string Name, string Table, string? Sql)
{
    /// <summary>Whether SQLite itself keeps the object: <c>sqlite_sequence</c>, <c>sqlite_stat1</c>, automatic indexes.</summary>
    public bool Internal => Name.StartsWith("sqlite_", StringComparison.OrdinalIgnoreCase);
}
