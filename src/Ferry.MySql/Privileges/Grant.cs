using System.Text.RegularExpressions;

namespace Ferry.MySql.Privileges;

/// <summary>One line of SHOW GRANTS.</summary>
/// <param name="Privileges">Names in upper case; <c>ALL PRIVILEGES</c> stands for itself.</param>
/// <param name="Database">The database pattern, unquoted, with <c>_</c> and <c>%</c> as wildcards; <c>*</c> for all.</param>
/// <param name="Table">The table, unquoted; <c>*</c> for all.</param>
internal sealed partial record Grant(IReadOnlySet<string> Privileges, string Database, string Table)
{
    /// <summary>Privileges on some columns of the table only, which are no use to a backup.</summary>
    public IReadOnlySet<string> OnColumns { get; init; } = new HashSet<string>();

    private const string All = "ALL PRIVILEGES";

    public bool Has(string privilege) => Privileges.Contains(All) || Privileges.Contains(privilege);

    public bool IsGlobal => Database == "*";

    public bool Covers(string database) => Table == "*" && (IsGlobal || Matches(Database, database));

    /// <summary>Whether it is about the database or something in it.</summary>
    public bool MayBeIn(string database) => Matches(Database, database);

    /// <summary>Reads a line; null for lines that grant roles, proxies or routines.</summary>
    public static Grant? Parse(string line)
    {
        const string start = "GRANT ";
        var on = line.IndexOf(" ON ", StringComparison.Ordinal);
        var to = on < 0 ? -1 : line.IndexOf(" TO ", on, StringComparison.Ordinal);
        if (!line.StartsWith(start, StringComparison.Ordinal) || to < 0)
        {
            return null;
        }

        var scope = line[(on + 4)..to];
        var dot = scope.StartsWith('`') ? scope.IndexOf("`.", 1, StringComparison.Ordinal) + 1 : scope.IndexOf('.', StringComparison.Ordinal);
        if (dot <= 0)
        {
            return null;
        }

        var list = line[start.Length..on];
        return new(Names(Columns().Replace(list, "")), Unquote(scope[..dot]), Unquote(scope[(dot + 1)..]))
        {
            OnColumns = Names(string.Join(',', Columns().Matches(list).Select(match => match.Groups["privilege"].Value))),
        };
    }

    private static HashSet<string> Names(string list) =>
        [.. list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(name => name.ToUpperInvariant())];

    [GeneratedRegex(@"(?<privilege>[A-Za-z ]+) \((?:`(?:[^`]|``)*`|[^)])*\)")]
    private static partial Regex Columns();

    private static string Unquote(string name) =>
        name.StartsWith('`') ? name[1..^1].Replace("``", "`", StringComparison.Ordinal) : name;

    private static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        if (pattern.IsEmpty)
        {
            return name.IsEmpty;
        }

        if (pattern[0] == '%')
        {
            return Matches(pattern[1..], name) || (!name.IsEmpty && Matches(pattern, name[1..]));
        }

        var literal = pattern[0] == '\\' && pattern.Length > 1;
        var expected = literal ? pattern[1] : pattern[0];
        return !name.IsEmpty && ((expected == '_' && !literal) || expected == name[0]) && Matches(pattern[(literal ? 2 : 1)..], name[1..]);
    }
}
