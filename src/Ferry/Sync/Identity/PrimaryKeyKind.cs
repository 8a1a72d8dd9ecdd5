namespace Ferry.Sync.Identity;

/// <summary>What the primary key of a table is like.</summary>
internal enum PrimaryKeyKind
{
    /// <summary>There is none, or the source lacks a part of it.</summary>
    None,

    /// <summary>A number that the target gives out.</summary>
    Numbered,

    /// <summary>A value that was made to be unique everywhere: a uuid, or a number that someone else gives out.</summary>
    Unique,

    /// <summary>A value that means something: a code, a date, an address.</summary>
    Natural,

    /// <summary>References to other rows, and nothing else but what tells their children apart.</summary>
    References,

    /// <summary>Values of different kinds on the two sides, such as numbers there and uuids here.</summary>
    Different,
}
