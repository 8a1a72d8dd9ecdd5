using System.Globalization;
using System.Security.Cryptography.X509Certificates;

namespace Ferry.MySql.Tls;

/// <summary>Which check a server's certificate failed, and what to do about it.</summary>
/// <param name="Reason">The check, in words.</param>
/// <param name="Remedy">The setting or work that mends it.</param>
internal sealed record CertificateFault(string Reason, string Remedy)
{
    private const string NameAuthority = "Set Tls:CaFile to the PEM file of the authority that signed it (of a self-signed one: the certificate itself), or connect through SSH.";

    public static CertificateFault Missing { get; } = new("The server shows no certificate.", "Give the server a certificate, or connect through SSH.");

    public static CertificateFault OfChain(X509Certificate2 certificate, IReadOnlyList<X509ChainStatus> statuses, string? authorities)
    {
        var flags = statuses.Aggregate(X509ChainStatusFlags.NoError, (sum, status) => sum | status.Status);
        if (flags.HasFlag(X509ChainStatusFlags.UntrustedRoot) || flags.HasFlag(X509ChainStatusFlags.PartialChain))
        {
            return new(
                $"The server's certificate was signed by '{certificate.Issuer}', which {(authorities is null ? "this system does not trust" : $"is not among the authorities in {authorities}")}.",
                NameAuthority);
        }

        return flags.HasFlag(X509ChainStatusFlags.NotTimeValid)
            ? new($"The server's certificate is valid only from {Day(certificate.NotBefore)} to {Day(certificate.NotAfter)}.", "Renew the server's certificate, and check both clocks.")
            : new($"The server's certificate was refused: {string.Join(" ", statuses.Select(status => status.StatusInformation.Trim()))}", NameAuthority);
    }

    public static CertificateFault OfName(X509Certificate2 certificate, string expected)
    {
        var names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>()
            .SelectMany(names => names.EnumerateDnsNames().Concat(names.EnumerateIPAddresses().Select(address => address.ToString()))).ToList();
        return new(
            $"The server's certificate was issued for {(names.Count == 0 ? certificate.Subject : string.Join(", ", names))}, not for {expected}.",
            "Use a host name that the certificate is for, or set Tls:Mode to verify-ca, which asks for the authority alone.");
    }

    private static string Day(DateTime moment) => moment.ToUniversalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
