namespace Ferry.Sync.Identity;

/// <summary>What it says about two rows that they have the same primary key, references in it rewritten.</summary>
internal enum IdMeaning
{
    /// <summary>Nothing: both sides number their rows by themselves.</summary>
    Nothing,

    /// <summary>They are the same row where their telling columns agree.</summary>
    SameIfAgreeing,

    /// <summary>They are the same row up to the highest id that a restore brought here.</summary>
    SameToMark,

    /// <summary>They are the same row.</summary>
    Same,
}
