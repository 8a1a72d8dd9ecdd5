namespace Ferry.Databases;

/// <summary>Where a server stands in replication.</summary>
public enum ServerRole
{
    /// <summary>The account may not see it, or nobody asked.</summary>
    Unknown,

    /// <summary>It follows nobody.</summary>
    Primary,

    /// <summary>It follows another server.</summary>
    Replica,
}
