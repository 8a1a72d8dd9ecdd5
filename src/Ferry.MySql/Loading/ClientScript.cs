using System.Text;
using Ferry.Loading;

namespace Ferry.MySql.Loading;

/// <summary>Writes statements as the stock clients read them from a script.</summary>
internal static class ClientScript
{
    private static readonly string[] _delimiters = ["$$", "//", ";;", "$ferry$"];

    /// <summary>A statement with its session state and, where it has semicolons inside, a delimiter of its own.</summary>
    /// <param name="statement">The statement.</param>
    /// <returns>Text ending in a line feed; it holds no comment of ours, so no name can break out of one.</returns>
    public static string Text(ScriptStatement statement)
    {
        var text = new StringBuilder();
        foreach (var before in StatementSession.Enter(statement))
        {
            text.Append(before).Append(";\n");
        }

        if (statement.Sql.Contains(';', StringComparison.Ordinal))
        {
            var delimiter = Delimiter(statement.Sql);
            text.Append("DELIMITER ").Append(delimiter).Append('\n')
                .Append(statement.Sql).Append('\n').Append(delimiter).Append('\n')
                .Append("DELIMITER ;\n");
        }
        else
        {
            text.Append(statement.Sql).Append(EndsInLineComment(statement.Sql) ? "\n;\n" : ";\n");
        }

        foreach (var after in StatementSession.Leave(statement))
        {
            text.Append(after).Append(";\n");
        }

        return text.ToString();
    }

    private static string Delimiter(string sql) =>
        _delimiters.FirstOrDefault(delimiter => !Clashes(sql, delimiter))
        ?? Enumerable.Range(1, int.MaxValue).Select(number => $"$ferry{number}$").First(delimiter => !Clashes(sql, delimiter));

    // A text that ends in the delimiter's first character would put its end one character too early.
    private static bool Clashes(string sql, string delimiter) =>
        sql.Contains(delimiter, StringComparison.OrdinalIgnoreCase) || sql.EndsWith(delimiter[0]);

    private static bool EndsInLineComment(string sql)
    {
        var last = sql[(sql.LastIndexOf('\n') + 1)..];
        return last.Contains("--", StringComparison.Ordinal) || last.Contains('#', StringComparison.Ordinal);
    }
}
