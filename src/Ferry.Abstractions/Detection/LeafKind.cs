namespace Ferry.Detection;

/// <summary>How rows are grouped into leaves.</summary>
public enum LeafKind
{
    /// <summary>All rows are one leaf, because the table has no key to tell them apart by.</summary>
    Whole,

    /// <summary>By an integer column: the quotient of the key and the leaf's width, rounded towards zero.</summary>
    Integer,

    /// <summary>By the lower bits of a 32-bit number made of the key, inside ranges that are kept with the layout.</summary>
    Hash,
}
