namespace Ferry.Reading;

/// <summary>How consistent a snapshot is.</summary>
public enum ConsistencyLevel
{
    /// <summary>All rows of all tables at one moment.</summary>
    Snapshot,

    /// <summary>One moment for transactional tables; others as they were when they were read.</summary>
    TransactionalTables,

    /// <summary>Each table at a moment of its own.</summary>
    PerTable,
}
