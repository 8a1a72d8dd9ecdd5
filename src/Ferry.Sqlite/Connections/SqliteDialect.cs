namespace Ferry.Sqlite.Connections;

/// <summary>SQLite's quoting.</summary>
internal static class SqliteDialect
{
    public static string Quote(string identifier) => $"\"{identifier.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    public static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
