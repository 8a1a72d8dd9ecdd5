namespace Ferry.MySql.Schema;

/// <summary>Finds which tables and views a definition mentions. Servers print every name quoted, so looking at quoted names misses none;
/// a column that bears a table's name counts too, which costs an edge and no correctness.</summary>
internal static class MentionedNames
{
    public static IReadOnlyList<string> In(string ddl, string database, IReadOnlySet<string> candidates, string self)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var name in QuotedNames(ddl))
        {
            if (candidates.Contains(name) && name != self && (name != database || candidates.Contains(database)))
            {
                found.Add(name);
            }
        }

        return [.. found];
    }

    private static IEnumerable<string> QuotedNames(string ddl)
    {
        for (var position = 0; position < ddl.Length; position++)
        {
            switch (ddl[position])
            {
                case '`':
                    yield return Take(ddl, '`', ref position);
                    break;
                case '\'':
                    Take(ddl, '\'', ref position);
                    break;
            }
        }
    }

    private static string Take(string ddl, char quote, ref int position)
    {
        var text = new System.Text.StringBuilder();
        for (position++; position < ddl.Length; position++)
        {
            if (ddl[position] == '\\' && quote == '\'')
            {
                position++;
            }
            else if (ddl[position] == quote)
            {
                if (position + 1 >= ddl.Length || ddl[position + 1] != quote)
                {
                    break;
                }

                text.Append(quote);
                position++;
            }
            else
            {
                text.Append(ddl[position]);
            }
        }

        return text.ToString();
    }
}
