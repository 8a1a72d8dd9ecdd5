namespace Ferry.TestServers;

/// <summary>The servers that tests run against.</summary>
public enum ServerKind
{
    /// <summary>MariaDB, from the system's packages.</summary>
    MariaDb,

    /// <summary>A newer MariaDB, from Debian's unstable suite.</summary>
    MariaDbNext,

    /// <summary>Oracle's MySQL.</summary>
    MySql,
}
