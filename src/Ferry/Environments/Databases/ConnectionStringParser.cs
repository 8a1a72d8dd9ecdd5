using System.Data.Common;
using System.Globalization;
using Ferry.Databases;

namespace Ferry.Environments;

/// <summary>Reads the connection strings of MySqlConnector, Npgsql and Microsoft.Data.Sqlite. Keys that concern only the app are passed over.</summary>
internal static class ConnectionStringParser
{
    private static readonly string[] Hosts = ["server", "host", "datasource", "address", "addr", "networkaddress"];
    private static readonly string[] Names = ["database", "initialcatalog", "db"];
    private static readonly string[] Users = ["userid", "username", "uid", "user"];
    private static readonly string[] Passwords = ["password", "pwd", "psw"];
    private static readonly string[] Files = ["datasource", "filename"];
    private static readonly string[] Authorities = ["sslca", "cacertificatefile", "rootcertificate"];
    private static readonly string[] Certificates = ["sslcert", "sslcertificate"];

    /// <summary>Reads a connection string.</summary>
    /// <returns>Its parts; null with a problem in words, which never quotes the text.</returns>
    public static (DatabaseParts? Parts, string? Problem) Parse(string engine, string connectionString)
    {
        var builder = new DbConnectionStringBuilder();
        try
        {
            builder.ConnectionString = connectionString;
        }
        catch (ArgumentException)
        {
            // The framework's message may quote the text, password included.
            return (null, "is not a connection string of the form Key=Value;Key=Value");
        }

        var values = builder.Keys.Cast<string>().ToDictionary(
            key => key.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant(),
            key => Convert.ToString(builder[key], CultureInfo.InvariantCulture) ?? "", StringComparer.Ordinal);
        return engine == EngineNames.Sqlite ? ParseFile(values) : ParseServer(engine, values);
    }

    private static (DatabaseParts? Parts, string? Problem) ParseFile(Dictionary<string, string> values)
    {
        var path = First(values, Files);
        var inMemory = path == ":memory:" || string.Equals(First(values, ["mode"]), "memory", StringComparison.OrdinalIgnoreCase);
        return path is null ? (null, "has no Data Source")
            : inMemory ? (null, "is a database in memory, which no other process can read")
            : First(values, Passwords) is not null ? (null, "has a password; encrypted SQLite databases are not supported")
            : (new DatabaseParts { Engine = EngineNames.Sqlite, Path = path }, null);
    }

    private static (DatabaseParts? Parts, string? Problem) ParseServer(string engine, Dictionary<string, string> values)
    {
        int? port = null;
        if (First(values, ["port"]) is { } digits)
        {
            if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 1 or > 65535)
            {
                return (null, "has a Port that is not between 1 and 65535");
            }

            port = number;
        }

        TlsMode? tls = null;
        if (First(values, ["sslmode"]) is { } mode && (tls = ParseSslMode(mode)) is null)
        {
            return (null, $"has an SslMode that Ferry does not know: '{mode}'");
        }

        var host = First(values, Hosts);
        var isSocket = host?.StartsWith('/') == true;
        var password = First(values, Passwords);
        return (new DatabaseParts
        {
            Engine = engine, Host = isSocket ? null : host, Socket = isSocket ? host : null, Port = port, Database = First(values, Names),
            Username = First(values, Users), Password = password is null ? null : new Secret(password), Tls = tls,
            CaFile = First(values, Authorities), CertificateFile = First(values, Certificates), KeyFile = First(values, ["sslkey"]),
        }, null);
    }

    /// <summary>The drivers' modes; what they call Required checks no certificate.</summary>
    private static TlsMode? ParseSslMode(string mode) => mode.Replace("-", "", StringComparison.Ordinal).ToUpperInvariant() switch
    {
        "NONE" or "DISABLED" or "DISABLE" => TlsMode.None,
        "PREFERRED" or "PREFER" or "ALLOW" => TlsMode.Auto,
        "REQUIRED" or "REQUIRE" => TlsMode.Insecure,
        "VERIFYCA" => TlsMode.VerifyCa,
        "VERIFYFULL" => TlsMode.VerifyFull,
        _ => null,
    };

    private static string? First(Dictionary<string, string> values, string[] keys) =>
        keys.Select(values.GetValueOrDefault).FirstOrDefault(value => !string.IsNullOrEmpty(value));
}
