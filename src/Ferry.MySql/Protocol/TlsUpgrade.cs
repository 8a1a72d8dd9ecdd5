using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using Ferry.Databases;
using Ferry.MySql.Tls;

namespace Ferry.MySql.Protocol;

/// <summary>Puts TLS on a channel.</summary>
internal sealed class TlsUpgrade(DatabaseTarget target, ChannelKind channel)
{
    /// <summary>What is demanded of it.</summary>
    public TlsPolicy Policy { get; } = TlsPolicy.Of(target, channel);

    public async ValueTask<SslStream> ApplyAsync(Stream stream, CancellationToken cancellationToken)
    {
        var check = new CertificateCheck(Policy, target.Tls);
        var client = CertificateFiles.Client(target.Tls);

        // The caller disposes the transport when this fails.
        var encrypted = new SslStream(stream, leaveInnerStreamOpen: false);
        try
        {
            var options = new SslClientAuthenticationOptions
            {
                TargetHost = Policy.ServerName,
                ClientCertificates = client is null ? null : [client],
                RemoteCertificateValidationCallback = (_, certificate, chain, _) => check.Accept(certificate, chain),
            };
            await encrypted.AuthenticateAsClientAsync(options, cancellationToken).ConfigureAwait(false);
            return encrypted;
        }
        catch (Exception exception) when (exception is AuthenticationException or IOException or CryptographicException)
        {
            throw ProtocolErrors.TlsFailed(exception, check.Fault);
        }
    }
}
