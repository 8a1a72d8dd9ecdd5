namespace Ferry.Sqlite.Schema;

/// <summary>How a table's rowid is asked for.</summary>
/// <param name="Name">The INTEGER PRIMARY KEY column, or one of SQLite's own names for the rowid.</param>
/// <param name="IsColumn">Whether it is a declared column.</param>
internal sealed record RowidName(string Name, bool IsColumn);
