namespace Ferry.Environments;

/// <summary>What is done with a value that does not fit its column.</summary>
public enum MisfitRule
{
    /// <summary>It blocks the plan.</summary>
    Fail,

    /// <summary>A text or a file that is too long is cut; anything else blocks the plan.</summary>
    Truncate,

    /// <summary>Its row is left out, or stays as it is here.</summary>
    Skip,

    /// <summary>The cell gets NULL where the column takes it; else it blocks the plan.</summary>
    Null,
}
