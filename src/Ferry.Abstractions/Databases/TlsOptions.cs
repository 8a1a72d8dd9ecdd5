namespace Ferry.Databases;

/// <summary>How a connection to a database server is encrypted and what it trusts.</summary>
/// <param name="Mode">What is demanded of the connection.</param>
/// <param name="CaFile">PEM file of the authorities to trust instead of the system's.</param>
/// <param name="CertificateFile">PEM file of the client's certificate.</param>
/// <param name="KeyFile">PEM file of the client's private key.</param>
public sealed record TlsOptions(TlsMode Mode = TlsMode.Auto, string? CaFile = null, string? CertificateFile = null, string? KeyFile = null);
