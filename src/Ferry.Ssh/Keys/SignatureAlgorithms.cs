namespace Ferry.Ssh.Keys;

/// <summary>How keys sign. SHA-1 (ssh-rsa, ssh-dss) is never offered, as in OpenSSH since 8.8.</summary>
internal static class SignatureAlgorithms
{
    public const string Sha512 = "rsa-sha2-512";
    public const string Sha256 = "rsa-sha2-256";
    private const string CertificateSuffix = "-cert-v01@openssh.com";

    /// <summary>The algorithms to offer for a key or certificate, best first; none for a type that is not accepted any more.</summary>
    public static IReadOnlyList<string> Of(string keyType) => keyType switch
    {
        "ssh-rsa" => [Sha512, Sha256],
        $"ssh-rsa{CertificateSuffix}" => [Sha512 + CertificateSuffix, Sha256 + CertificateSuffix],
        "ssh-dss" or $"ssh-dss{CertificateSuffix}" => [],
        _ => [keyType],
    };

    /// <summary>The algorithm of the signature itself: a certificate's key signs as any key does.</summary>
    public static string Plain(string algorithm) =>
        algorithm.EndsWith(CertificateSuffix, StringComparison.Ordinal) ? algorithm[..^CertificateSuffix.Length] : algorithm;
}
