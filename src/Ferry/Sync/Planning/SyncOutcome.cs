namespace Ferry.Sync;

/// <summary>What a plan comes to.</summary>
public enum SyncOutcome
{
    /// <summary>Both sides agree: nothing will be written.</summary>
    Nothing,

    /// <summary>Rows will be inserted or updated, and nothing is left open.</summary>
    Changes,

    /// <summary>Something is left open: cells that both sides changed, rows that could not be recognised or have no place. Whatever is not open can be applied.</summary>
    Conflicts,

    /// <summary>Nothing can be applied before a finding of the plan is dealt with.</summary>
    Blocked,
}
