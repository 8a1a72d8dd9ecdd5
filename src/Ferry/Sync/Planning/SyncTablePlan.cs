namespace Ferry.Sync;

/// <summary>What will be done to one table. All numbers are rows unless they say otherwise.</summary>
public sealed record SyncTablePlan
{
    /// <summary>The table's name in the target.</summary>
    public required string Name { get; init; }

    /// <summary>How rows are recognised and why, for people.</summary>
    public required string Identity { get; init; }

    /// <summary>The value of <c>Sync:Identity:{table}</c>, as JSON, that would settle this for good; null when it is settled.</summary>
    public string? IdentitySetting { get; init; }

    /// <summary>Whether someone should say yes to the way rows are recognised before the plan is applied.</summary>
    public bool ConfirmIdentity { get; init; }

    /// <summary>Which rows were read and why, as a clause: <c>its digests tell which rows changed</c>.</summary>
    public string? Reading { get; init; }

    /// <summary>By what it was found out which rows those are.</summary>
    public SourceLook Look { get; init; }

    /// <summary>Rows that the source has, where they were counted; null where nothing of the table was looked at, or all of it was read.</summary>
    public long? Held { get; init; }

    /// <summary>Whether the source's rows are as they were at the last sync, so that none was read. What was deleted here is not counted then.</summary>
    public bool Unchanged { get; init; }

    /// <summary>Rows read from the source in this run.</summary>
    public long Read { get; init; }

    /// <summary>Rows that will come in.</summary>
    public long Inserted { get; init; }

    /// <summary>Those of them that get another id than they have in the source, because it is taken.</summary>
    public long Renumbered { get; init; }

    /// <summary>Those of them that stand in for rows which the source has and which do not come.</summary>
    public long Placeholders { get; init; }

    /// <summary>Rows of both sides that were recognised as the same for the first time.</summary>
    public long Adopted { get; init; }

    /// <summary>Rows of the target in which at least one cell changes.</summary>
    public long Updated { get; init; }

    /// <summary>Rows of the target in which both sides changed a cell differently; its own value stays.</summary>
    public long Conflicts { get; init; }

    /// <summary>Those of them that an earlier sync has listed and left open.</summary>
    public long StillOpen { get; init; }

    /// <summary>Source rows that are left out: ambiguous, or without a parent that they need.</summary>
    public long Skipped { get; init; }

    /// <summary>Source rows that become the same row as another one.</summary>
    public long Collapsed { get; init; }

    /// <summary>Rows that have gone from the source since the last sync; the target keeps them.</summary>
    public long Gone { get; init; }

    /// <summary>Rows that were deleted in the target since the last sync, of those that were read of the source; they do not come back.</summary>
    public long DeletedHere { get; init; }

    /// <summary>Columns that are computed after the rows are written, in rows of this table that the run affects.</summary>
    public IReadOnlyList<string> Recomputed { get; init; } = [];

    /// <summary>A few of the rows that change.</summary>
    public IReadOnlyList<SyncSample> Samples { get; init; } = [];

    /// <summary>A few of the rows that are left open.</summary>
    public IReadOnlyList<SyncSample> Open { get; init; } = [];

    /// <summary>Conflicts that a person can be asked about: their policy is to ask, and nobody has answered yet. At most a hundred a column.</summary>
    public IReadOnlyList<SyncQuestion> Questions { get; init; } = [];
}
