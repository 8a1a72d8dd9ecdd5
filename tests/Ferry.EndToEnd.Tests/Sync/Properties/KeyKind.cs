namespace Ferry.EndToEnd.Tests.Sync.Properties;

/// <summary>What a random table's primary key is.</summary>
internal enum KeyKind
{
    /// <summary>A number that each side gives out by itself.</summary>
    Numbered,

    /// <summary>A uuid: equal ones are the same row.</summary>
    Uuid,

    /// <summary>A word that means something: equal ones are the same row.</summary>
    Code,

    /// <summary>References to two other rows.</summary>
    Pair,

    /// <summary>There is none: rows are only what they hold, and may occur more than once.</summary>
    None,
}
