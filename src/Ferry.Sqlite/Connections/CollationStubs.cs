using System.Text.RegularExpressions;
using SQLitePCL;

namespace Ferry.Sqlite.Connections;

/// <summary>Stands in for collations that only the application registers, so that its tables can be read. Good for scans, never for ordering.</summary>
internal static partial class CollationStubs
{
    private static readonly string[] BuiltIn = ["BINARY", "NOCASE", "RTRIM"];

    /// <summary>Registers a stub for every collation that the schema names and the library lacks.</summary>
    /// <returns>The names that were missing.</returns>
    public static IReadOnlyList<string> Register(Connection connection)
    {
        var named = Texts(connection, "SELECT sql FROM sqlite_schema WHERE sql LIKE '%COLLATE%'")
            .SelectMany(sql => CollatePattern().Matches(sql))
            .Select(match => Unquote(match.Groups[1].Value));
        var missing = named.Except(BuiltIn, StringComparer.OrdinalIgnoreCase).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        foreach (var name in missing)
        {
            connection.Check(raw.sqlite3_create_collation(connection.Handle, name, null, static (_, left, right) => string.CompareOrdinal(left, right)));
        }

        return missing;
    }

    private static List<string> Texts(Connection connection, string sql)
    {
        using var statement = connection.Prepare(sql);
        var texts = new List<string>();
        while (statement.Step())
        {
            texts.Add(statement.Text(0) ?? "");
        }

        return texts;
    }

    private static string Unquote(string name) => name[0] switch
    {
        '"' or '\'' or '`' => name[1..^1].Replace(new string(name[0], 2), name[..1], StringComparison.Ordinal),
        '[' => name[1..^1],
        _ => name,
    };

    [GeneratedRegex("""\bCOLLATE\s*("(?:[^"]|"")+"|'(?:[^']|'')+'|`(?:[^`]|``)+`|\[[^\]]+\]|[^\s,;()"'`\[]+)""", RegexOptions.IgnoreCase)]
    private static partial Regex CollatePattern();
}
