namespace Ferry.Restore;

/// <summary>What a restore does to a table.</summary>
public enum TableRestoreAction
{
    /// <summary>It does not exist yet.</summary>
    Create,

    /// <summary>It exists and is replaced.</summary>
    Replace,

    /// <summary>It exists in the target but not in the archive, and goes; the safety backup keeps it.</summary>
    Remove,

    /// <summary>It stays as it is, because only some tables are restored.</summary>
    Keep,
}
