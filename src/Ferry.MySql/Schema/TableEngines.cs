namespace Ferry.MySql.Schema;

/// <summary>What storage engines promise.</summary>
internal static class TableEngines
{
    /// <summary>Whether a consistent snapshot covers the engine's rows.</summary>
    public static bool IsTransactional(string? engine) => Is(engine, "InnoDB", "ROCKSDB", "TokuDB");

    /// <summary>Whether rows lie in the order of the primary key, so that reading them sorted is free.</summary>
    public static bool IsClustered(string? engine) => Is(engine, "InnoDB", "ROCKSDB");

    /// <summary>Whether the rows belong to another table or another server, or to nobody.</summary>
    public static bool IsRemote(string? engine) =>
        Is(engine, "FEDERATED", "CONNECT", "SPIDER", "BLACKHOLE", "S3", "SPHINX", "MRG_MYISAM", "MRG_MyISAM", "OQGRAPH", "SEQUENCE");

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
