namespace Ferry.Environments;

/// <summary>Whose value a cell gets that both sides have changed.</summary>
public enum PreferredSide
{
    /// <summary>Nobody's: the value that is here stays, and the cell is listed until somebody says whose it gets.</summary>
    Neither,

    /// <summary>The value that is here, for good.</summary>
    Target,

    /// <summary>The value that comes.</summary>
    Source,

    /// <summary>The value of the row that was changed last, by the table's watermark column or its <c>updated_at</c>; the target's where there is neither.</summary>
    Newer,
}
