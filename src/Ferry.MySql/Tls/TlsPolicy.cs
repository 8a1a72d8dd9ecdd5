using Ferry.Databases;
using Ferry.MySql.Protocol;

namespace Ferry.MySql.Tls;

/// <summary>What is demanded of a connection's encryption. Decided from the configuration alone, never from what a resolver or a server says, and the same for
/// every kind of connection.</summary>
/// <param name="Wanted">Whether the server is asked for TLS where it offers it.</param>
/// <param name="Required">Whether the connection fails where the server offers none.</param>
/// <param name="Trust">What the certificate has to prove.</param>
/// <param name="ServerName">The name it has to be issued for: the configured one, also behind a tunnel.</param>
internal sealed record TlsPolicy(bool Wanted, bool Required, CertificateTrust Trust, string ServerName)
{
    public static TlsPolicy Of(DatabaseTarget target) => Of(target, ChannelOf(target));

    public static TlsPolicy Of(DatabaseTarget target, ChannelKind channel)
    {
        var name = string.IsNullOrEmpty(target.Host) ? "localhost" : target.Host;
        return target.Tls.Mode switch
        {
            TlsMode.None => new(false, false, CertificateTrust.Any, name),
            TlsMode.Insecure => new(true, true, CertificateTrust.Any, name),
            TlsMode.VerifyCa => new(true, true, CertificateTrust.Authority, name),
            TlsMode.VerifyFull => new(true, true, CertificateTrust.AuthorityAndName, name),
            _ => Automatic(channel, target.Tls, name),
        };
    }

    public static ChannelKind ChannelOf(DatabaseTarget target) =>
        target.Socket is not null ? ChannelKind.LocalSocket : target.IsPrivate ? ChannelKind.Private : ChannelKind.Network;

    // Who names an authority wants it asked; the name of a loopback address says nothing about who listens there.
    private static TlsPolicy Automatic(ChannelKind channel, TlsOptions options, string name) => channel switch
    {
        ChannelKind.Network => new(true, true, CertificateTrust.AuthorityAndName, name),
        _ when options.CaFile is not null => new(true, true, CertificateTrust.Authority, name),
        ChannelKind.Private => new(true, false, CertificateTrust.Any, name),
        _ => new(false, false, CertificateTrust.Any, name),
    };
}
