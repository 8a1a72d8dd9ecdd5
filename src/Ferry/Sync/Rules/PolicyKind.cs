namespace Ferry.Sync.Rules;

/// <summary>Whose value a cell gets.</summary>
internal enum PolicyKind
{
    /// <summary>The source's, whenever it has changed there.</summary>
    Source,

    /// <summary>The target's where both have changed, else the changed one.</summary>
    Target,

    /// <summary>That of the row with the higher value in a column.</summary>
    Newer,

    /// <summary>The source's where the target has NULL, else the target's.</summary>
    FillNull,

    /// <summary>The higher of the two.</summary>
    Max,

    /// <summary>The lower of the two.</summary>
    Min,

    /// <summary>The target's plus what the source has grown by.</summary>
    Additive,

    /// <summary>The elements of both lists.</summary>
    Union,

    /// <summary>Both JSON objects, merged key by key.</summary>
    Json,

    /// <summary>What an SQL expression says after the merge.</summary>
    Recompute,

    /// <summary>Always the target's; new rows get the source's.</summary>
    Frozen,

    /// <summary>None: a cell that both have changed ends the sync.</summary>
    Fail,

    /// <summary>Whichever the user says.</summary>
    Ask,
}
