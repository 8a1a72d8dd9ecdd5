namespace Ferry.Ssh.KnownHosts;

/// <summary>What the records say about a host key.</summary>
internal enum HostKeyStanding
{
    /// <summary>It is recorded, or signed by an authority that is.</summary>
    Known,

    /// <summary>Nothing is recorded about the host.</summary>
    Unknown,

    /// <summary>Another key is recorded.</summary>
    Changed,

    /// <summary>It must never be accepted.</summary>
    Revoked,
}
