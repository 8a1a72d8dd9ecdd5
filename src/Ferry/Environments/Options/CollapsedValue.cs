namespace Ferry.Environments;

/// <summary>What a column gets when several rows become one.</summary>
public enum CollapsedValue
{
    /// <summary>The highest value.</summary>
    Max,

    /// <summary>The lowest value.</summary>
    Min,

    /// <summary>All values added up.</summary>
    Sum,
}
