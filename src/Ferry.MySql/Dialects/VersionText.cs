namespace Ferry.MySql.Dialects;

/// <summary>What a server says in <c>VERSION()</c>.</summary>
internal static class VersionText
{
    private const string ReplicationPrefix = "5.5.5-";

    /// <summary>Reads the leading dotted number.</summary>
    /// <exception cref="FerryException"><see cref="FailureKind.Unsupported"/> when there is none.</exception>
    public static Version Number(string text)
    {
        var start = IsMariaDb(text) && text.StartsWith(ReplicationPrefix, StringComparison.Ordinal) ? ReplicationPrefix.Length : 0;
        var end = start;
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] == '.'))
        {
            end++;
        }

        return Version.TryParse(text[start..end].TrimEnd('.'), out var number)
            ? number
            : throw new FerryException(FailureKind.Unsupported, "mysql.version-unknown", $"The server's version '{text}' cannot be understood.");
    }

    public static bool IsMariaDb(string text) => text.Contains("MariaDB", StringComparison.OrdinalIgnoreCase);
}
