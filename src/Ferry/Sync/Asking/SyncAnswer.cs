namespace Ferry.Sync;

/// <summary>Whose value a cell in conflict gets, in the words of somebody who was asked.</summary>
public enum SyncAnswer
{
    /// <summary>Nobody's: the conflict stays open, and the target's value with it.</summary>
    Open,

    /// <summary>The target's, for good.</summary>
    Here,

    /// <summary>The source's.</summary>
    There,
}
