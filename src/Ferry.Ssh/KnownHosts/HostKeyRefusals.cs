namespace Ferry.Ssh.KnownHosts;

/// <summary>What a person reads when a host is not who it should be, or nobody can tell.</summary>
internal sealed class HostKeyRefusals(Hop hop, HostAddress address)
{
    private const string Impostor = "Either the server was set up anew, or somebody stands between it and you.";

    private string Server => $"The SSH server {hop}";

    public FerryException Unknown(PresentedKey shown, IReadOnlyList<KnownHost> lines)
    {
        var records = hop.KnownHosts.Count == 0 ? "no known_hosts file is in use" : $"nothing about it is in {string.Join(" or ", hop.KnownHosts)}";
        var authority = lines.FirstOrDefault(line => line.Marker == KnownHostMarker.Authority) is { } line
            ? $" {line.Place} names an authority, but the server showed {(shown.Certificate is null ? "no certificate" : "no certificate of it for this name")}."
            : "";
        return new FerryException(
            FailureKind.Unreachable, "ssh.host-key-unknown", $"{Server} is not known: nobody has confirmed its host key yet.",
            $"It showed {shown.Key}, and {records}.{authority}",
            hop.RecordIn is null
                ? $"Compare the fingerprint with the server's own (on the server: {OnTheServer(shown.Key)}), then set HostKey to it in the Ssh section."
                : $"Compare the fingerprint with the server's own (on the server: {OnTheServer(shown.Key)}), then run: {hop.TrustCommand} --fingerprint {shown.Key.Fingerprint}");
    }

    public FerryException Changed(PublicKey shown, PublicKey recorded, string place) => new(
        FailureKind.Unreachable, "ssh.host-key-changed", $"{Server} showed another host key than the one that is recorded. Nothing was sent to it.",
        $"It showed {shown}; {place} has {recorded}. {Impostor}",
        $"Ask the server's administrator. Only when the change was meant: ssh-keygen -R {Quoted(address.Entry)} -f {Quoted(File(place))}, then {hop.TrustCommand} --fingerprint {shown.Fingerprint}");

    public FerryException NotPinned(PublicKey shown, PinnedKey pinned) => new(
        FailureKind.Unreachable, "ssh.host-key-changed", $"{Server} showed another host key than the one in the configuration. Nothing was sent to it.",
        $"It showed {shown}; HostKey is {pinned}. {Impostor}",
        "Ask the server's administrator. Where the pinned key is another of the server's keys, put its type before the fingerprint: \"HostKey\": \"ssh-rsa SHA256:…\".");

    public FerryException Revoked(PublicKey shown, string place) => new(
        FailureKind.Unreachable, "ssh.host-key-revoked", $"{Server} showed a host key that is revoked. Nothing was sent to it.",
        $"It showed {shown}, and {place} revokes it: the private key may be in other hands.",
        "Ask the server's administrator for the new key. The line stays.");

    public FerryException BadCertificate(KnownHost authority, Exception exception) => new(
        FailureKind.Unreachable, "ssh.host-certificate", $"{Server} showed a host certificate that is not valid. Nothing was sent to it.",
        $"It has expired, is not valid yet or is wrongly signed; {authority.Place} names the authority that should have signed it.",
        "Have the certificate renewed on the server, with ssh-keygen -s AUTHORITY -h -n NAME, and compare the clocks.", exception);

    public FerryException MayBeRevoked(UnreadableLine line) => new(
        FailureKind.Unreachable, "ssh.known-hosts-line", $"{Server} cannot be verified: a line of known_hosts that may revoke its key cannot be read.",
        $"{line.Place} {line.Reason}.", "Correct the line or remove it.");

    private static string OnTheServer(PublicKey key) =>
        $"ssh-keygen -lf /etc/ssh/ssh_host_{key.Type switch { "ssh-rsa" => "rsa", "ssh-ed25519" => "ed25519", _ => "ecdsa" }}_key.pub";

    private static string File(string place) => place[..place.LastIndexOf(':')];

    private static string Quoted(string word) =>
        word.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-' or '/') ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
