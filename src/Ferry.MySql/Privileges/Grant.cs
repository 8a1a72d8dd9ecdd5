namespace Ferry.MySql.Privileges;

/// <summary>One line of SHOW GRANTS.</summary>
/// <param name="Privileges">Names in upper case; <c>ALL PRIVILEGES</c> stands for itself.</param>
/// <param name="Database">The database pattern, unquoted, with <c>_</c> and <c>%</c> as wildcards; <c>*</c> for all.</param>
/// <param name="Table">The table, unquoted; <c>*</c> for all.</param>
internal sealed record Grant(IReadOnlySet<string> Privileges, string Database, string Table)
{
    private const string All = "ALL PRIVILEGES";

    public bool Has(string privilege) => Privileges.Contains(All) || Privileges.Contains(privilege);

    public bool IsGlobal => Database == "*";

    public bool Covers(string database) => Table == "*" && (IsGlobal || Matches(Database, database));

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

        // Privileges on single columns are no use to a backup.
        var names = line[start.Length..on].Split(',', StringSplitOptions.TrimEntries).Where(name => !name.Contains('(', StringComparison.Ordinal));
        return new(names.Select(name => name.ToUpperInvariant()).ToHashSet(), Unquote(scope[..dot]), Unquote(scope[(dot + 1)..]));
    }

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
