namespace Ferry;

/// <summary>How bad a finding is.</summary>
public enum FindingSeverity
{
    /// <summary>As it should be.</summary>
    Pass,

    /// <summary>Works, but deserves a look.</summary>
    Warning,

    /// <summary>Will not work.</summary>
    Failure,
}
