namespace Ferry.Merging;

/// <summary>What a column of the staging area holds.</summary>
public enum StagingType
{
    /// <summary>A value of a column of the target.</summary>
    Value,

    /// <summary>A 64-bit number.</summary>
    Number,

    /// <summary>A short word in ASCII.</summary>
    Word,

    /// <summary>Text of any length.</summary>
    Text,
}
