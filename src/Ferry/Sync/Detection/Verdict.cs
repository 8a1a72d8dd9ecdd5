namespace Ferry.Sync.Detection;

/// <summary>What must be read of a table.</summary>
internal enum Verdict
{
    /// <summary>Nothing: it has not changed.</summary>
    Unchanged,

    /// <summary>Some ranges, which hold every row that was added or changed.</summary>
    Ranges,

    /// <summary>All rows.</summary>
    Everything,
}
