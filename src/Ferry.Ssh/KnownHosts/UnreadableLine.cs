namespace Ferry.Ssh.KnownHosts;

/// <summary>A line of known_hosts that says nothing. It may have been meant to revoke a key, so it is never passed over in silence.</summary>
/// <param name="File">Path of the file.</param>
/// <param name="Line">Number of the line, from 1.</param>
/// <param name="Reason">What is wrong with it.</param>
/// <param name="MayRevoke">Whether it may be a revocation of the key of any host, or of those of <paramref name="Names"/>.</param>
/// <param name="Names">The hosts it is about, where that can be read.</param>
internal sealed record UnreadableLine(string File, int Line, string Reason, bool MayRevoke, HostNames? Names)
{
    /// <summary>Where to look, for messages.</summary>
    public string Place => $"{File}:{Line}";

    /// <summary>Whether it may revoke a key of this host.</summary>
    public bool Concerns(HostAddress host) => MayRevoke && (Names is null || Names.Matches(host.Entry));
}
