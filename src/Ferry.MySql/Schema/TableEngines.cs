using System.Text.RegularExpressions;

namespace Ferry.MySql.Schema;

/// <summary>What storage engines promise.</summary>
internal static partial class TableEngines
{
    /// <summary>Whether a consistent snapshot covers the engine's rows.</summary>
    public static bool IsTransactional(string? engine) => Is(engine, "InnoDB", "ROCKSDB", "TokuDB");

    /// <summary>Whether rows lie in the order of the primary key, so that reading them sorted is free.</summary>
    public static bool IsClustered(string? engine) => Is(engine, "InnoDB", "ROCKSDB");

    /// <summary>Whether the rows belong to another table, another server or a file of somebody's, or to nobody.</summary>
    /// <param name="engine">The storage engine.</param>
    /// <param name="ddl">The table's definition.</param>
    public static bool IsRemote(string? engine, string ddl) => IsMostlyRemote(engine) && !(Is(engine, "CONNECT") && IsOwnFile(ddl));

    /// <summary>The same, where only the engine is known.</summary>
    /// <param name="engine">The storage engine.</param>
    public static bool IsMostlyRemote(string? engine) =>
        Is(engine, "FEDERATED", "CONNECT", "SPIDER", "BLACKHOLE", "S3", "SPHINX", "MRG_MYISAM", "MRG_MyISAM", "OQGRAPH", "SEQUENCE");

    // A CONNECT table of a file type that names no file has one of its own in the database's folder, which goes when the table is dropped.
    private static bool IsOwnFile(string ddl)
    {
        var options = ddl[(ddl.LastIndexOf("ENGINE=CONNECT", StringComparison.OrdinalIgnoreCase) + 1)..];
        var type = ConnectType().Match(options) is { Success: true } match ? match.Groups["type"].Value : "DOS";
        return Is(type, "DOS", "FIX", "BIN", "CSV", "FMT", "DBF", "XML", "JSON", "BSON", "INI", "VEC")
            && !options.Contains("`file_name`=", StringComparison.OrdinalIgnoreCase)
            && !options.Contains("`http`=", StringComparison.OrdinalIgnoreCase);
    }

    [GeneratedRegex("`?table_type`?='?(?<type>[A-Z]+)", RegexOptions.IgnoreCase)]
    private static partial Regex ConnectType();

    private static bool Is(string? engine, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (string.Equals(engine, name, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
