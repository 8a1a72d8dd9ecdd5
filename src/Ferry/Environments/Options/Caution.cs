namespace Ferry.Environments;

/// <summary>What a sync does about something that may be wrong.</summary>
public enum Caution
{
    /// <summary>Says so in the plan, and goes on.</summary>
    Warn,

    /// <summary>Says so in a plan that cannot be applied.</summary>
    Halt,
}
