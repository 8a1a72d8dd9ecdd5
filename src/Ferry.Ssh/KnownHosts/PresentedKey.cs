using Renci.SshNet.Common;
using Renci.SshNet.Security;

namespace Ferry.Ssh.KnownHosts;

/// <summary>What a host proved to own: a key, and the certificate that came with it.</summary>
internal sealed record PresentedKey(PublicKey Key, HostCertificate? Certificate = null)
{
    /// <summary>What the library received and verified: the signature over this connection, and that of the certificate and its period.</summary>
    public static PresentedKey From(HostKeyEventArgs shown) =>
        new(new PublicKey(shown.HostKey), shown.Certificate is { } certificate ? From(certificate) : null);

    private static HostCertificate From(Certificate certificate) => new(
        new PublicKey(certificate.CertificateAuthorityKey), certificate.Type == Renci.SshNet.Security.Certificate.CertificateType.Host,
        [.. certificate.ValidPrincipals], certificate.CriticalOptions.Count > 0);
}
