using System.Globalization;
using System.Text.RegularExpressions;
using Ferry.Databases;

namespace Ferry.Environments;

/// <summary>
/// Database URLs: <c>scheme://user:password@host:port/database?tls=…</c> with percent-encoded parts, and <c>sqlite:PATH</c> with the
/// path as it is. Messages never quote the URL: it may hold a password.
/// </summary>
internal static partial class DatabaseUrl
{
    private static readonly string[] Options = ["tls", "ca", "cert", "key", "socket"];

    /// <summary>Reads a URL.</summary>
    /// <returns>Its parts; null with a problem in words.</returns>
    public static (DatabaseParts? Parts, string? Problem) Parse(string url)
    {
        var colon = url.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0)
        {
            return (null, "is not a database URL such as mysql://user@host:3306/name or sqlite:app.db");
        }

        if (!EngineNames.Families.TryGetValue(url[..colon], out var engine))
        {
            // What stands before the colon of something that is no URL may be anything, a password too.
            return (null, url[colon..].StartsWith("://", StringComparison.Ordinal)
                ? $"has an unknown scheme: {EngineNames.Unknown(url[..colon])}"
                : "is not a database URL such as mysql://user@host:3306/name or sqlite:app.db");
        }

        var rest = url[(colon + 1)..];
        if (engine == EngineNames.Sqlite)
        {
            var path = rest.StartsWith("//", StringComparison.Ordinal) ? rest[2..] : rest;
            return path.Length == 0 ? (null, "names no file") : (new DatabaseParts { Engine = engine, Path = path }, null);
        }

        return rest.StartsWith("//", StringComparison.Ordinal) ? ParseServer(engine, rest[2..]) : (null, "lacks the // after the scheme");
    }

    /// <summary>The URL with its password hidden.</summary>
    public static string Mask(string url)
    {
        if (url.StartsWith(DatabaseSource.ConnectionPrefix, StringComparison.OrdinalIgnoreCase))
        {
            return url;
        }

        return Parse(url).Parts is null ? new Secret(url).ToString() : Password().Replace(url, match => $"{match.Groups[1]}:{new Secret("")}@");
    }

    private static (DatabaseParts? Parts, string? Problem) ParseServer(string engine, string text)
    {
        if (BadPercent().IsMatch(text))
        {
            return (null, "has a '%' that is not followed by two hexadecimal digits; write %25 for a percent sign");
        }

        var match = Server().Match(text);
        if (!match.Success)
        {
            return (null, "is not of the form scheme://user:password@host:port/database; special characters in the parts must be percent-encoded");
        }

        int? port = null;
        if (match.Groups["port"].Success)
        {
            if (!int.TryParse(match.Groups["port"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 1 or > 65535)
            {
                return (null, "has a port that is not between 1 and 65535");
            }

            port = number;
        }

        var password = Part(match, "password");
        return ApplyOptions(
            new DatabaseParts
            {
                Engine = engine, Host = Part(match, "host"), Port = port, Database = Part(match, "database"), Username = Part(match, "user"),
                Password = password is null ? null : new Secret(password),
            },
            match.Groups["query"].Value);
    }

    private static (DatabaseParts? Parts, string? Problem) ApplyOptions(DatabaseParts parts, string query)
    {
        foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var name = pair.Split('=', 2)[0];
            var value = Uri.UnescapeDataString(pair.Split('=', 2).ElementAtOrDefault(1) ?? "");
            switch (name.ToUpperInvariant())
            {
                case "TLS" when SettingConverter.Convert(typeof(TlsMode), new Setting(value, SettingKind.Text, ConfigurationOrigin.Default), out var mode) is null:
                    parts = parts with { Tls = (TlsMode)mode! };
                    break;
                case "TLS":
                    return (null, "has a tls option that is not one of auto, none, insecure, verify-ca, verify-full");
                case "CA":
                    parts = parts with { CaFile = value };
                    break;
                case "CERT":
                    parts = parts with { CertificateFile = value };
                    break;
                case "KEY":
                    parts = parts with { KeyFile = value };
                    break;
                case "SOCKET":
                    parts = parts with { Socket = value };
                    break;
                default:
                    // Not quoted: behind an unencoded '?' this may be the rest of a password.
                    return (null, $"has an unknown option after the '?'.{NearestName.Hint(name, Options)} It takes {string.Join(", ", Options)}");
            }
        }

        return (parts, null);
    }

    private static string? Part(Match match, string name) =>
        match.Groups[name] is { Success: true, Length: > 0 } group ? Uri.UnescapeDataString(group.Value) : null;

    [GeneratedRegex("%(?![0-9A-Fa-f]{2})")]
    private static partial Regex BadPercent();

    [GeneratedRegex(@"^(?:(?<user>[^:@/?]*)(?::(?<password>[^/?]*))?@)?(?:\[(?<host>[^\]/?@]*)\]|(?<host>[^:/?@\[\]]*))(?::(?<port>[^/?@]*))?(?:/(?<database>[^/?]*))?(?:\?(?<query>.*))?$")]
    private static partial Regex Server();

    [GeneratedRegex(@"^([^:/?]+://[^:@/?]*):[^/?]*@")]
    private static partial Regex Password();
}
