using System.Security.Cryptography.X509Certificates;
using Ferry.Databases;

namespace Ferry.MySql.Tls;

/// <summary>Judges the certificate of one server, and says which check it failed. One for a connection.</summary>
/// <param name="policy">What the certificate has to prove.</param>
/// <param name="options">Whom to trust.</param>
internal sealed class CertificateCheck(TlsPolicy policy, TlsOptions options)
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private readonly X509Certificate2Collection? _authorities = CertificateFiles.Authorities(options);

    /// <summary>Why the last certificate was refused; null while none was.</summary>
    public CertificateFault? Fault { get; private set; }

    /// <summary>Whether the certificate proves what it has to.</summary>
    /// <param name="certificate">What the server showed.</param>
    /// <param name="shown">The chain that came with it; its further certificates lead to an authority.</param>
    public bool Accept(X509Certificate? certificate, X509Chain? shown)
    {
        if (policy.Trust == CertificateTrust.Any)
        {
            return true;
        }

        Fault = certificate is X509Certificate2 found ? Judge(found, shown) : CertificateFault.Missing;
        return Fault is null;
    }

    private CertificateFault? Judge(X509Certificate2 certificate, X509Chain? shown)
    {
        using var chain = new X509Chain { ChainPolicy = Trusted(shown) };
        return chain.Build(certificate)
            ? Named(certificate)
            : CertificateFault.OfChain(certificate, [.. chain.ChainStatus], options.CaFile);
    }

    private CertificateFault? Named(X509Certificate2 certificate) =>
        policy.Trust == CertificateTrust.Authority || certificate.MatchesHostname(policy.ServerName)
            ? null
            : CertificateFault.OfName(certificate, policy.ServerName);

    private X509ChainPolicy Trusted(X509Chain? shown)
    {
        var trusted = new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck };
        trusted.ApplicationPolicy.Add(new(ServerAuthentication));
        if (shown is not null)
        {
            trusted.ExtraStore.AddRange(shown.ChainPolicy.ExtraStore);
        }

        if (_authorities is not null)
        {
            trusted.TrustMode = X509ChainTrustMode.CustomRootTrust;
            trusted.CustomTrustStore.AddRange(_authorities);
        }

        return trusted;
    }
}
