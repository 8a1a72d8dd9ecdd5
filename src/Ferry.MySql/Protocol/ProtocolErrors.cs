using Ferry.MySql.Tls;

namespace Ferry.MySql.Protocol;

/// <summary>Everything that can go wrong below the server's own errors.</summary>
internal static class ProtocolErrors
{
    public const string TlsMissingRemedy = "Enable TLS on the server, or connect through SSH; Tls:Mode none goes without, in clear.";

    public static ProtocolException Malformed(string what, Exception? innerException = null) =>
        new("mysql.protocol", $"The server's answer cannot be understood: {what}.", innerException: innerException);

    public static ProtocolException ConnectionLost(Exception? innerException) =>
        new(
            "mysql.connection-lost",
            innerException is null ? "The server closed the connection." : $"The connection broke: {innerException.Message}",
            "Look into the server's error log; a restart, a killed session, a time limit or the network ends connections.",
            innerException);

    public static ProtocolException PasswordWithheld(string plugin) =>
        new(
            "mysql.password-withheld",
            $"The server asks for the password itself ({plugin}), and the channel is not safe for it.",
            "Encrypt the connection with the certificate verified, or connect through SSH.");

    public static ProtocolException TlsMissing() =>
        new("mysql.tls", "The server offers no TLS, and the connection must be encrypted.", TlsMissingRemedy);

    /// <param name="innerException">What the handshake threw.</param>
    /// <param name="fault">Which check of the server's certificate failed, if one did.</param>
    public static ProtocolException TlsFailed(Exception innerException, CertificateFault? fault) =>
        new(
            "mysql.tls",
            fault?.Reason ?? $"The TLS handshake failed: {innerException.Message}",
            fault?.Remedy ?? "Look into the server's error log: its TLS settings and this machine's have no version in common, or it wants a client certificate (Tls:CertificateFile).",
            innerException);
}
