namespace Ferry.Ssh.KnownHosts;

/// <summary>What a line of known_hosts says about its key.</summary>
internal enum KnownHostMarker
{
    /// <summary>The key is the host's own.</summary>
    None,

    /// <summary><c>@cert-authority</c>: the key signs certificates of the hosts.</summary>
    Authority,

    /// <summary><c>@revoked</c>: the key must never be accepted.</summary>
    Revoked,
}
