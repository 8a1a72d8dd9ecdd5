using Ferry.Tunnels;
using Renci.SshNet;

namespace Ferry.Ssh.KnownHosts;

/// <summary>Says whether a host is who it should be. There is no way around it.</summary>
internal sealed class HostKeyJudge
{
    private readonly Hop _hop;
    private readonly HostAddress _address;
    private readonly PinnedKey? _pinned;
    private readonly KnownHostsBook _book;
    private readonly HostKeyRefusals _refusals;
    private readonly HashSet<PublicKey> _trusted = [];

    /// <exception cref="FerryException"><see cref="FailureKind.Usage"/> when a known_hosts file cannot be opened, or the pinned key cannot be read.</exception>
    public HostKeyJudge(Hop hop)
    {
        _hop = hop;
        _address = hop.HostKeyAlias is { } alias ? new HostAddress(alias, HostAddress.DefaultPort) : new HostAddress(hop.Host, hop.Port);
        _pinned = hop.HostKey is { } pinned ? PinnedKey.Parse(pinned) : null;
        _book = KnownHostsReader.Read(hop.KnownHosts);
        _refusals = new HostKeyRefusals(hop, _address);
    }

    private IReadOnlyList<string> Algorithms =>
        _pinned is null ? HostKeyAlgorithms.Order(_book.About(_address)) : HostKeyAlgorithms.Order(HostKeyAlgorithms.Of(_pinned.Type ?? ""));

    /// <summary>Asks the host only for algorithms that are accepted, and first for those of keys that are recorded: a host with several keys shows one that can be compared.</summary>
    public void Prepare(ConnectionInfo connection)
    {
        var known = connection.HostKeyAlgorithms.ToDictionary();
        connection.HostKeyAlgorithms.Clear();
        foreach (var name in Algorithms)
        {
            connection.HostKeyAlgorithms.Add(name, known[name]);
        }
    }

    /// <summary>Lines of known_hosts that say nothing.</summary>
    public IReadOnlyList<Finding> Notes =>
        [.. _book.Unreadable.Select(line => new Finding(
            FindingSeverity.Warning, "ssh.known-hosts-line", $"{line.Place} {line.Reason}; the line is passed over.", "Correct the line or remove it."))];

    /// <summary>Where the key of the host is recorded; null where it is not.</summary>
    public string? Place(PresentedKey shown) => _pinned is null && _book.Judge(_address, shown) is { Standing: HostKeyStanding.Known } known ? known.Place : null;

    /// <summary>Judges the key that the host showed.</summary>
    public HostKeyVerdict Judge(PresentedKey shown)
    {
        var finding = _book.Judge(_address, shown);
        if (finding.Standing == HostKeyStanding.Revoked)
        {
            return HostKeyVerdict.Refused(_refusals.Revoked(shown.Key, finding.Place!));
        }

        if (_book.Unreadable.FirstOrDefault(line => line.Concerns(_address)) is { } line)
        {
            return HostKeyVerdict.Refused(_refusals.MayBeRevoked(line));
        }

        if (_pinned is not null)
        {
            return _pinned.IsOf(shown.Key) ? HostKeyVerdict.Trusted : HostKeyVerdict.Refused(_refusals.NotPinned(shown.Key, _pinned));
        }

        return finding.Standing switch
        {
            HostKeyStanding.Known => HostKeyVerdict.Trusted,
            HostKeyStanding.Changed => HostKeyVerdict.Refused(_refusals.Changed(shown.Key, finding.Recorded!, finding.Place!)),
            _ when _trusted.Contains(shown.Key) => HostKeyVerdict.Trusted,
            _ => new HostKeyVerdict(
                _refusals.Unknown(shown, _book.About(_address)),
                _hop.RecordIn is { } file ? new UnknownHost(_address.Name, _address.Port, shown.Key.Type, shown.Key.Fingerprint, file) : null),
        };
    }

    /// <summary>Records a key that a person trusted, so that <see cref="Judge"/> accepts it from now on.</summary>
    public async ValueTask TrustAsync(PublicKey key, CancellationToken cancellationToken)
    {
        await new KnownHostsFile(_hop.RecordIn!).AddAsync(_address, key, _hop.HashKnownHosts, cancellationToken).ConfigureAwait(false);
        _trusted.Add(key);
    }
}
