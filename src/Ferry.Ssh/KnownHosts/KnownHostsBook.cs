namespace Ferry.Ssh.KnownHosts;

/// <summary>Everything that a person's known_hosts files say.</summary>
internal sealed class KnownHostsBook(IReadOnlyList<KnownHost> hosts, IReadOnlyList<UnreadableLine> unreadable)
{
    /// <summary>Lines that say nothing; they are reported, whatever comes of the rest.</summary>
    public IReadOnlyList<UnreadableLine> Unreadable { get; } = unreadable;

    /// <summary>The lines about a host, in the order of the files.</summary>
    public IReadOnlyList<KnownHost> About(HostAddress host) => [.. hosts.Where(line => line.Names.Matches(host.Entry))];

    /// <summary>Judges a key in the order of OpenSSH: a revocation outweighs everything, then an authority, then the key itself.</summary>
    public HostKeyFinding Judge(HostAddress host, PresentedKey shown)
    {
        var lines = About(host);
        var plain = host.Port == HostAddress.DefaultPort ? [] : About(host with { Port = HostAddress.DefaultPort });
        return Revoked([.. lines, .. plain], shown) ?? Signed(lines, host, shown) ?? Recorded(lines, shown.Key)
            ?? Changed(lines, shown.Key)
            // A host that is known on port 22 shows the same key on another: it has the same private key, so it is the same host.
            ?? Recorded(plain, shown.Key)
            ?? new HostKeyFinding(HostKeyStanding.Unknown);
    }

    private static HostKeyFinding? Revoked(IReadOnlyList<KnownHost> lines, PresentedKey shown) =>
        Find(lines, KnownHostMarker.Revoked, HostKeyStanding.Revoked, line => line.Key.Equals(shown.Key) || line.Key.Equals(shown.Certificate?.Authority));

    private static HostKeyFinding? Signed(IReadOnlyList<KnownHost> lines, HostAddress host, PresentedKey shown) =>
        shown.Certificate?.IsFor(host) == true
            ? Find(lines, KnownHostMarker.Authority, HostKeyStanding.Known, line => line.Key.Equals(shown.Certificate.Authority))
            : null;

    private static HostKeyFinding? Recorded(IReadOnlyList<KnownHost> lines, PublicKey key) =>
        Find(lines, KnownHostMarker.None, HostKeyStanding.Known, line => line.Key.Equals(key));

    // Stricter than OpenSSH, which calls a key of another type new: types that are recorded are asked for first, so a host
    // that shows another one does not have the recorded key any more.
    private static HostKeyFinding? Changed(IReadOnlyList<KnownHost> lines, PublicKey key) =>
        Find(lines, KnownHostMarker.None, HostKeyStanding.Changed, line => line.Key.Type == key.Type)
        ?? Find(lines, KnownHostMarker.None, HostKeyStanding.Changed, line => HostKeyAlgorithms.Of(line.Key.Type).Count > 0);

    private static HostKeyFinding? Find(IReadOnlyList<KnownHost> lines, KnownHostMarker marker, HostKeyStanding standing, Func<KnownHost, bool> decides) =>
        lines.FirstOrDefault(line => line.Marker == marker && decides(line)) is { } line ? HostKeyFinding.From(standing, line) : null;
}
