namespace Ferry.Ssh.KnownHosts;

/// <summary>The host key algorithms that Ferry accepts, and the order in which it asks a host for them.</summary>
internal static class HostKeyAlgorithms
{
    private const string CertificateSuffix = "-cert-v01@openssh.com";

    // Signatures over SHA-1 (ssh-rsa, ssh-dss) are not among them, as in OpenSSH since 8.8.
    private static readonly string[] _plain =
        ["ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521", "rsa-sha2-512", "rsa-sha2-256"];

    /// <summary>The algorithms by which a key of a type signs, best first; empty for a type that is not accepted.</summary>
    public static IReadOnlyList<string> Of(string keyType) => keyType == "ssh-rsa" ? ["rsa-sha2-512", "rsa-sha2-256"] : [.. _plain.Where(known => known == keyType)];

    /// <summary>
    /// The algorithms to ask for: those of keys that are recorded come first, so that a host with several keys shows one that
    /// can be compared; certificates only where an authority is recorded.
    /// </summary>
    public static IReadOnlyList<string> Order(IReadOnlyList<KnownHost> lines)
    {
        var recorded = lines.Where(line => line.Marker == KnownHostMarker.None).SelectMany(line => Of(line.Key.Type));
        IEnumerable<string> certificates = lines.Any(line => line.Marker == KnownHostMarker.Authority) ? _plain.Select(name => name + CertificateSuffix) : [];
        return [.. certificates, .. Order(recorded)];
    }

    /// <summary>All algorithms, these first.</summary>
    public static IReadOnlyList<string> Order(IEnumerable<string> first) => [.. first.Concat(_plain).Distinct()];
}
