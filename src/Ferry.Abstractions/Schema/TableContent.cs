namespace Ferry.Schema;

/// <summary>What of a table is in a backup.</summary>
public enum TableContent
{
    /// <summary>Structure and rows.</summary>
    Rows,

    /// <summary>Only the structure, because the selection says so.</summary>
    StructureOnly,

    /// <summary>Only the structure, because the rows live elsewhere (federated and blackhole engines, virtual tables).</summary>
    Remote,
}
