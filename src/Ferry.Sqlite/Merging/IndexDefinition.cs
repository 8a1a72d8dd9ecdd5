namespace Ferry.Sqlite.Merging;

/// <summary>What no pragma tells of an index: its expressions and its condition, as they are written in its definition.</summary>
/// <param name="Parts">The parts as written, without collation and order.</param>
/// <param name="Where">The condition; null when there is none.</param>
internal sealed record IndexDefinition(IReadOnlyList<string> Parts, string? Where)
{
    public static IndexDefinition Parse(string sql)
    {
        var tokens = DdlScanner.Scan(sql);
        var open = tokens.FindIndex(token => token is { Text: "(", Depth: 0 });
        var close = tokens.FindIndex(open, token => token is { Text: ")", Depth: 0 });
        var parts = new List<string>();
        var start = open + 1;
        for (var at = start; at <= close; at++)
        {
            if (at == close || tokens[at] is { Text: ",", Depth: 1 })
            {
                parts.Add(Part(sql, tokens, start, at));
                start = at + 1;
            }
        }

        var where = tokens.FindIndex(close, token => token.Is("WHERE"));
        return new(parts, where < 0 ? null : sql[tokens[where].End..tokens[^1].End].Trim());
    }

    private static string Part(string sql, List<DdlToken> tokens, int start, int end)
    {
        if (end - start > 1 && (tokens[end - 1].Is("ASC") || tokens[end - 1].Is("DESC")))
        {
            end--;
        }

        if (end - start > 2 && tokens[end - 2] is { Depth: 1 } collate && collate.Is("COLLATE"))
        {
            end -= 2;
        }

        return sql[tokens[start].Start..tokens[end - 1].End];
    }
}
