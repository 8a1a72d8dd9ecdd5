namespace Ferry.Restore;

/// <summary>How a database reaches its target.</summary>
public enum RestoreMode
{
    /// <summary>The target is empty or missing: load into a new database, compare, then keep it.</summary>
    Create,

    /// <summary>The target has data: safety backup, load beside it, compare, swap.</summary>
    Swap,

    /// <summary>The target's file cannot be read as a database: it is kept aside under another name, then replaced.</summary>
    Aside,
}
