using Ferry.Databases;

namespace Ferry.Environments;

/// <summary>How a connection to a database server is encrypted and what it trusts. A text in its place is its <see cref="Mode"/>.</summary>
[Shorthand(nameof(Mode))]
public sealed class DatabaseTlsOptions
{
    /// <summary>What is demanded of the connection.</summary>
    /// <value><see cref="TlsMode.Auto"/>.</value>
    public TlsMode? Mode { get; init; }

    /// <summary>PEM file of the authorities to trust instead of the system's, from the configuration's folder.</summary>
    public string? CaFile { get; init; }

    /// <summary>PEM file of the client's certificate, from the configuration's folder.</summary>
    public string? CertificateFile { get; init; }

    /// <summary>PEM file of the client's private key, from the configuration's folder.</summary>
    public string? KeyFile { get; init; }
}
