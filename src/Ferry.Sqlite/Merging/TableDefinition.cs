using Ferry.Merging;

namespace Ferry.Sqlite.Merging;

/// <summary>What no pragma tells of a table: its conditions and how its columns are computed, as they are written in its definition.</summary>
/// <param name="Checks">The conditions; one without a name is called by what it says.</param>
/// <param name="Computed">The expressions of computed columns, by the column's name.</param>
internal sealed record TableDefinition(IReadOnlyList<CheckShape> Checks, IReadOnlyDictionary<string, string> Computed)
{
    public static TableDefinition Parse(string sql)
    {
        var tokens = DdlScanner.Scan(sql);
        var checks = new List<CheckShape>();
        var computed = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var start = tokens.FindIndex(token => token is { Text: "(", Depth: 0 }) + 1;
        var end = tokens.FindIndex(start, token => token is { Text: ")", Depth: 0 });
        for (var at = start; at < end; at++)
        {
            if (tokens[at] is { Text: ",", Depth: 1 })
            {
                start = at + 1;
            }
            else if (tokens[at] is { Text: "(", Depth: 1 } && Inside(sql, tokens, at) is { } inside)
            {
                if (tokens[at - 1].Is("CHECK"))
                {
                    checks.Add(new(at - start > 2 && tokens[at - 3].Is("CONSTRAINT") ? Name(tokens[at - 2]) : inside, inside));
                }
                else if (tokens[at - 1].Is("AS"))
                {
                    computed[Name(tokens[start])] = inside;
                }
            }
        }

        return new(checks, computed);
    }

    private static string Inside(string sql, List<DdlToken> tokens, int open)
    {
        var close = tokens.FindIndex(open, token => token is { Text: ")", Depth: 1 });
        return sql[tokens[open].End..tokens[close].Start].Trim();
    }

    private static string Name(DdlToken token) => token.Text switch
    {
        ['[', .. var name, ']'] => name,
        [('"' or '`' or '\'') and var quote, .. var name, _] => name.Replace(new string(quote, 2), quote.ToString(), StringComparison.Ordinal),
        var name => name,
    };
}
