namespace Ferry;

/// <summary>What went wrong, by what the user can do about it. Each value is the exit code of the command that failed.</summary>
public enum FailureKind
{
    /// <summary>A defect in Ferry itself.</summary>
    Bug = 1,

    /// <summary>The command line or the configuration is wrong.</summary>
    Usage = 2,

    /// <summary>A server cannot be reached or refuses the login.</summary>
    Unreachable = 4,

    /// <summary>Reading the source failed.</summary>
    Source = 5,

    /// <summary>The destination of an archive, or the target of a load, failed or is full.</summary>
    Destination = 6,

    /// <summary>Stored bytes are not what was written.</summary>
    Integrity = 7,

    /// <summary>A key is wrong or missing.</summary>
    Key = 8,

    /// <summary>Another run holds the lock.</summary>
    Locked = 9,

    /// <summary>A safety guard refused.</summary>
    Refused = 10,

    /// <summary>Restored rows differ from what the manifest promises.</summary>
    Mismatch = 11,

    /// <summary>A version or format that this Ferry does not read.</summary>
    Unsupported = 12,

    /// <summary>The named thing does not exist.</summary>
    NotFound = 13,

    /// <summary>Nothing moved for longer than the limit.</summary>
    Stalled = 14,
}
