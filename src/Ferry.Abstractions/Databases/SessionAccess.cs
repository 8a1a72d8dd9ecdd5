namespace Ferry.Databases;

/// <summary>What a session may do.</summary>
public enum SessionAccess
{
    /// <summary>Only read; enforced by the server or the file mode where the engine can.</summary>
    Read,

    /// <summary>Read and write.</summary>
    Write,
}
