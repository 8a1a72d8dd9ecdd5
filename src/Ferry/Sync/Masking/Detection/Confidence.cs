namespace Ferry.Sync.Masking.Detection;

/// <summary>How sure a detection is.</summary>
public enum Confidence
{
    /// <summary>It may be; free text, for instance.</summary>
    Low,

    /// <summary>It is likely.</summary>
    Medium,

    /// <summary>The name, or most values, leave little doubt.</summary>
    High,
}
