namespace Ferry.Loading;

/// <summary>What a run that was killed had done to a target.</summary>
public enum InterruptedSwap
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It had begun to replace it. That was undone.</summary>
    PutBack,

    /// <summary>It had replaced it, and the target stays so.</summary>
    Replaced,
}
