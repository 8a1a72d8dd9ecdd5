using Ferry.Databases;

namespace Ferry.Environments;

/// <summary>What a URL or a connection string says about a database; null where it says nothing.</summary>
internal sealed record DatabaseParts
{
    public string? Engine { get; init; }

    public string? Host { get; init; }

    public int? Port { get; init; }

    public string? Socket { get; init; }

    public string? Database { get; init; }

    public string? Path { get; init; }

    public string? Username { get; init; }

    public Secret? Password { get; init; }

    public TlsMode? Tls { get; init; }

    public string? CaFile { get; init; }

    public string? CertificateFile { get; init; }

    public string? KeyFile { get; init; }
}
