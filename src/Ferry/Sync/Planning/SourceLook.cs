namespace Ferry.Sync;

/// <summary>How a sync finds out which rows of a table it must read; from the dearest to the cheapest.</summary>
public enum SourceLook
{
    /// <summary>All of its rows are read, or all that a condition lets pass.</summary>
    Whole,

    /// <summary>The source digests all rows, and those are read whose digests are new.</summary>
    Digests,

    /// <summary>The source digests rows that a watermark calls recent; the others are counted and trusted.</summary>
    Watermark,

    /// <summary>The source knows by itself that nothing has changed.</summary>
    Stamp,
}
