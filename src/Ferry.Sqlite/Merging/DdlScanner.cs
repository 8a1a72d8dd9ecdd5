namespace Ferry.Sqlite.Merging;

/// <summary>Cuts a definition that SQLite has accepted into tokens, comments left out (https://sqlite.org/lang_keywords.html for the four kinds of quotes).</summary>
internal static class DdlScanner
{
    public static List<DdlToken> Scan(string sql)
    {
        var tokens = new List<DdlToken>();
        var depth = 0;
        for (var at = 0; at < sql.Length;)
        {
            var end = EndOfComment(sql, at);
            if (end > at || char.IsWhiteSpace(sql[at]))
            {
                at = Math.Max(end, at + 1);
                continue;
            }

            end = EndOfToken(sql, at);
            depth -= sql[at] == ')' ? 1 : 0;
            tokens.Add(new(sql[at..end], at, depth));
            depth += sql[at] == '(' ? 1 : 0;
            at = end;
        }

        return tokens;
    }

    private static int EndOfComment(string sql, int at) => sql.AsSpan(at) switch
    {
        ['-', '-', ..] => After(sql, "\n", at + 2),
        ['/', '*', ..] => After(sql, "*/", at + 2),
        _ => at,
    };

    private static int EndOfToken(string sql, int at) => sql[at] switch
    {
        '[' => After(sql, "]", at + 1),
        '\'' or '"' or '`' => EndOfQuoted(sql, at),
        var letter when IsWord(letter) => EndOfWord(sql, at),
        _ => at + 1,
    };

    /// <summary>A quote inside quotes is written twice, so two quoted pieces without anything between are one.</summary>
    private static int EndOfQuoted(string sql, int at)
    {
        var quote = sql[at].ToString();
        var end = After(sql, quote, at + 1);
        while (end < sql.Length && sql[end] == quote[0])
        {
            end = After(sql, quote, end + 1);
        }

        return end;
    }

    private static int EndOfWord(string sql, int at)
    {
        while (at < sql.Length && IsWord(sql[at]))
        {
            at++;
        }

        return at;
    }

    private static bool IsWord(char letter) => char.IsLetterOrDigit(letter) || letter is '_' or '$' || letter > '\x7F';

    private static int After(string sql, string mark, int from)
    {
        var found = sql.IndexOf(mark, from, StringComparison.Ordinal);
        return found < 0 ? sql.Length : found + mark.Length;
    }
}
