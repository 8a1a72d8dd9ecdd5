namespace Ferry.Ssh.Keys;

/// <summary>How far a key came.</summary>
internal enum TrialOutcome
{
    /// <summary>It was not used, for the reason that is given.</summary>
    Skipped,

    /// <summary>The server was not asked for it: another key came first, or the connection ended.</summary>
    Waiting,

    /// <summary>The server was asked and did not take it.</summary>
    Offered,

    /// <summary>The server takes the key, and it signed.</summary>
    Signed,
}
