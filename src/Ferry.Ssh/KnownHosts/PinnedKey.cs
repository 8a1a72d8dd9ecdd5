namespace Ferry.Ssh.KnownHosts;

/// <summary>The only key that a host may show: a fingerprint, with or without the key's type before it.</summary>
internal sealed record PinnedKey(string? Type, string Fingerprint)
{
    private const string Algorithm = "SHA256:";

    // 32 bytes in base64, without the padding that OpenSSH leaves out.
    private const int DigestLength = 43;

    /// <exception cref="FerryException"><see cref="FailureKind.Usage"/> when the text is none.</exception>
    public static PinnedKey Parse(string text)
    {
        var fields = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields switch
        {
            [var fingerprint] when IsFingerprint(fingerprint) => new PinnedKey(null, Normal(fingerprint)),
            [var type, var fingerprint] when IsFingerprint(fingerprint) => new PinnedKey(type, Normal(fingerprint)),
            _ => throw new FerryException(
                FailureKind.Usage, "ssh.host-key-format", $"'{text}' is no fingerprint of a host key.",
                "A fingerprint is SHA256: and 43 letters, as ssh-keygen -l prints it; the key's type may stand before it.",
                "On the server: ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub"),
        };
    }

    public bool IsOf(PublicKey key) => key.Fingerprint == Fingerprint && (Type is null || Type == key.Type);

    public override string ToString() => Type is null ? Fingerprint : $"{Type} {Fingerprint}";

    private static bool IsFingerprint(string text) => text.StartsWith(Algorithm, StringComparison.OrdinalIgnoreCase) && Normal(text).Length == Algorithm.Length + DigestLength;

    private static string Normal(string fingerprint) => Algorithm + fingerprint[Algorithm.Length..].TrimEnd('=');
}
