using Ferry.Sqlite.Connections;

namespace Ferry.Sqlite.Schema;

/// <summary>Database-wide state that lies in the file's header.</summary>
internal static class DatabaseSettings
{
    public static IReadOnlyDictionary<string, string> Read(Connection connection) => new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        ["application_id"] = connection.Text("PRAGMA application_id") ?? "",
        ["auto_vacuum"] = connection.Text("PRAGMA auto_vacuum") ?? "",
        ["encoding"] = connection.Text("PRAGMA encoding") ?? "",
        ["journal_mode"] = connection.Text("PRAGMA journal_mode") == "wal" ? "wal" : "delete",
        ["page_size"] = connection.Text("PRAGMA page_size") ?? "",
        ["user_version"] = connection.Text("PRAGMA user_version") ?? "",
    };
}
