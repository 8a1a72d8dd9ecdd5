using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Ferry.Databases;

namespace Ferry.MySql.Protocol;

/// <summary>Decides about TLS and puts it on a channel.</summary>
internal sealed class TlsUpgrade(DatabaseTarget target, ChannelKind channel)
{
    private readonly TlsOptions _options = target.Tls;

    /// <summary>Whether the connection fails where the server offers no TLS.</summary>
    public bool Required => _options.Mode switch
    {
        TlsMode.None => false,
        TlsMode.Auto => channel == ChannelKind.Network,
        _ => true,
    };

    /// <summary>Whether the server is asked for TLS where it offers it.</summary>
    public bool Wanted => Required || (_options.Mode == TlsMode.Auto && channel != ChannelKind.LocalSocket);

    /// <summary>Whether an encrypted connection proves who the server is.</summary>
    public bool Verifies => _options.Mode is TlsMode.VerifyCa or TlsMode.VerifyFull || (_options.Mode == TlsMode.Auto && channel == ChannelKind.Network);

    public async ValueTask<SslStream> ApplyAsync(Stream stream, CancellationToken cancellationToken)
    {
        // The caller disposes the transport when this fails.
        var encrypted = new SslStream(stream, leaveInnerStreamOpen: false);
        try
        {
            await encrypted.AuthenticateAsClientAsync(Authentication(), cancellationToken).ConfigureAwait(false);
            return encrypted;
        }
        catch (Exception exception) when (exception is AuthenticationException or IOException or CryptographicException)
        {
            throw ProtocolErrors.TlsFailed(exception);
        }
    }

    private SslClientAuthenticationOptions Authentication() => new()
    {
        TargetHost = target.Host ?? "localhost",
        ClientCertificates = ClientCertificate() is { } certificate ? [certificate] : null,
        CertificateChainPolicy = TrustedAuthorities(),
        RemoteCertificateValidationCallback = (_, _, _, errors) => !Verifies || (errors & ~Tolerated) == SslPolicyErrors.None,
    };

    private SslPolicyErrors Tolerated => _options.Mode == TlsMode.VerifyCa ? SslPolicyErrors.RemoteCertificateNameMismatch : SslPolicyErrors.None;

    private X509ChainPolicy? TrustedAuthorities()
    {
        if (_options.CaFile is null)
        {
            return null;
        }

        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(_options.CaFile);
        return policy;
    }

    private X509Certificate2? ClientCertificate()
    {
        if (_options.CertificateFile is null)
        {
            return null;
        }

        var certificate = X509Certificate2.CreateFromPemFile(_options.CertificateFile, _options.KeyFile);
        if (!OperatingSystem.IsWindows())
        {
            return certificate;
        }

        // Windows cannot use a key that lives only in memory until it has been imported.
        using (certificate)
        {
            return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
        }
    }
}
