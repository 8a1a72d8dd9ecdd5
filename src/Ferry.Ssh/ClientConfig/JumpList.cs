using System.Globalization;
using Ferry.Tunnels;

namespace Ferry.Ssh.ClientConfig;

/// <summary>The value of ProxyJump: <c>user@host:port</c> or <c>ssh://user@host:port</c>, separated by commas, the nearest host first.</summary>
internal static class JumpList
{
    private const string Scheme = "ssh://";

    /// <exception cref="FerryException"><see cref="FailureKind.Usage"/> when the line names no host.</exception>
    public static IReadOnlyList<SshHop> Parse(ConfigLine line) => [.. line.Value.Split(',', StringSplitOptions.TrimEntries).Select(text => ParseHop(line, text))];

    private static SshHop ParseHop(ConfigLine line, string text)
    {
        var rest = text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? text[Scheme.Length..].TrimEnd('/') : text;
        var at = rest.LastIndexOf('@');
        var (user, place) = at < 0 ? (null, rest) : (rest[..at], rest[(at + 1)..]);
        var bracket = place.StartsWith('[') ? place.IndexOf(']', StringComparison.Ordinal) : -1;
        var colon = place.IndexOf(':', Math.Max(bracket, 0));
        var host = bracket > 0 ? place[1..bracket] : colon < 0 ? place : place[..colon];
        var port = colon < 0 ? (int?)null : int.TryParse(place[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        return host.Length == 0 || user?.Length == 0 || port is < 1 or > 65535
            ? throw line.Wrong($"has '{text}', which is no host")
            : new SshHop { Host = host, Username = user, Port = port };
    }
}
