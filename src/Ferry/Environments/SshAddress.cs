using System.Globalization;
using System.Text.RegularExpressions;

namespace Ferry.Environments;

/// <summary>A server as people write it: <c>[user@]host[:port]</c>, with brackets around an IPv6 address that has a port.</summary>
/// <param name="Host">Name, address or alias.</param>
/// <param name="Port">TCP port, where one is written.</param>
/// <param name="Username">Login name, where one is written.</param>
public sealed partial record SshAddress(string Host, int? Port, string? Username)
{
    /// <summary>Reads an address.</summary>
    /// <param name="text">What somebody wrote.</param>
    /// <returns>Its parts; null when it is none.</returns>
    public static SshAddress? Parse(string text)
    {
        var match = Form().Match(text);
        if (!match.Success)
        {
            return null;
        }

        var host = match.Groups["host"].Success ? match.Groups["host"].Value : match.Groups["bare"].Value;
        var user = match.Groups["user"] is { Success: true } name ? name.Value : null;
        return !match.Groups["port"].Success ? new(host, null, user)
            : int.TryParse(match.Groups["port"].Value, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536 ? new(host, port, user)
            : null;
    }

    // An IPv6 address has several colons, and then none of them is a port's.
    [GeneratedRegex(@"^(?:(?<user>[^@\s]+)@)?(?:\[(?<host>[^\]\s]+)\](?::(?<port>\d+))?|(?<bare>[^-:\s\[\]@][^:\s\[\]@]*)(?::(?<port>\d+))?|(?<bare>[^\s\[\]@]*:[^\s\[\]@]*:[^\s\[\]@]*))$")]
    private static partial Regex Form();
}
