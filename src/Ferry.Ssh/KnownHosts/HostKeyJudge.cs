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

    /// <summary>The host, and who vouches for the key that it showed and that was accepted.</summary>
    public IdentifiedHost Identify(PresentedKey shown)
    {
        var isNew = _trusted.Contains(shown.Key);
        var place = isNew ? _hop.RecordIn : _pinned is null ? _book.Judge(_address, shown).Place : null;
        return new IdentifiedHost(_address.Name, _address.Port, shown.Key.Type, shown.Key.Fingerprint, place, isNew);
    }

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

    /// <summary>
    /// The failure when the exchange of keys broke off before the host showed a key that could be judged. The library says no more than that when a certificate
    /// has expired, is not valid yet or is wrongly signed; it is asked for one only where an authority is recorded. Null for other causes.
    /// </summary>
    public FerryException? ExplainExchange(Exception exception) =>
        IsOfExchange(exception) && _pinned is null && _book.About(_address).FirstOrDefault(line => line.Marker == KnownHostMarker.Authority) is { } line
            ? _refusals.BadCertificate(line, exception)
            : null;

    /// <summary>Whether the library found the exchange of keys to be wrongly signed, or the certificate in it not to be valid: it says the same of both.</summary>
    public static bool IsOfExchange(Exception exception) => exception.Message.StartsWith("Host key could not be verified", StringComparison.Ordinal);

    /// <summary>Records a key that a person trusted, so that <see cref="Judge"/> accepts it from now on.</summary>
    public async ValueTask TrustAsync(PublicKey key, CancellationToken cancellationToken)
    {
        await new KnownHostsFile(_hop.RecordIn!).AddAsync(_address, key, _hop.HashKnownHosts, cancellationToken).ConfigureAwait(false);
        _trusted.Add(key);
    }
}
