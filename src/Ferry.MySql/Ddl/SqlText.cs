using System.Text;

namespace Ferry.MySql.Ddl;

/// <summary>A statement with its significant tokens; comments and blanks between them are kept but never looked at.</summary>
internal sealed class SqlText
{
    private SqlText(string sql, List<SqlToken> tokens, SqlSyntax syntax)
    {
        Sql = sql;
        Syntax = syntax;
        Tokens = tokens.FindAll(token => token.IsSignificant);
    }

    /// <summary>The text, verbatim.</summary>
    public string Sql { get; }

    /// <summary>How it was read.</summary>
    public SqlSyntax Syntax { get; }

    /// <summary>Tokens that mean something to the server, in order.</summary>
    public IReadOnlyList<SqlToken> Tokens { get; }

    /// <summary>Reads a statement.</summary>
    /// <param name="sql">The statement.</param>
    /// <param name="syntax">How quotes and backslashes read.</param>
    /// <exception cref="FerryException"><see cref="FailureKind.Unsupported"/> when it cannot be cut into tokens.</exception>
    public static SqlText Read(string sql, SqlSyntax syntax = default)
    {
        try
        {
            return new SqlText(sql, SqlLexer.Read(sql, syntax), syntax);
        }
        catch (FormatException exception)
        {
            var start = sql.Length > 60 ? sql[..60] : sql;
            throw new FerryException(
                FailureKind.Unsupported, "mysql.ddl-not-understood", $"The statement that starts with {start} cannot be read.",
                exception.Message, "Report it with the statement from schema.json.", exception);
        }
    }

    /// <summary>The text of a token.</summary>
    /// <param name="index">Index in <see cref="Tokens"/>; past the end gives an empty text.</param>
    public ReadOnlySpan<char> At(int index) =>
        index >= 0 && index < Tokens.Count ? Sql.AsSpan(Tokens[index].Start, Tokens[index].Length) : default;

    /// <summary>Whether a token is this keyword or symbol; quoted names and texts never are.</summary>
    /// <param name="index">Index in <see cref="Tokens"/>.</param>
    /// <param name="word">The word, in any case.</param>
    public bool Is(int index, string word) =>
        index >= 0 && index < Tokens.Count && Tokens[index].Kind is SqlTokenKind.Word or SqlTokenKind.Symbol
        && At(index).Equals(word, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a token can be a name.</summary>
    /// <param name="index">Index in <see cref="Tokens"/>.</param>
    public bool IsName(int index) => index >= 0 && index < Tokens.Count && Tokens[index].IsName;

    /// <summary>The name that a token spells, without quotes; null when it is none.</summary>
    /// <param name="index">Index in <see cref="Tokens"/>.</param>
    public string? Name(int index)
    {
        if (!IsName(index))
        {
            return null;
        }

        var text = At(index);
        if (Tokens[index].Kind == SqlTokenKind.Word)
        {
            return text.ToString();
        }

        var quote = text[..1].ToString();
        return text[1..^1].ToString().Replace(quote + quote, quote, StringComparison.Ordinal);
    }

    /// <summary>Index of the first token from <paramref name="from"/> on that is this word outside parentheses; -1 when there is none.</summary>
    /// <param name="word">The word, in any case.</param>
    /// <param name="from">Where to start.</param>
    public int Find(string word, int from = 0)
    {
        var depth = 0;
        for (var i = from; i < Tokens.Count; i++)
        {
            if (depth == 0 && Is(i, word))
            {
                return i;
            }

            depth += Is(i, "(") ? 1 : Is(i, ")") ? -1 : 0;
        }

        return -1;
    }

    /// <summary>Index of the parenthesis that closes the one at <paramref name="open"/>; -1 when there is none.</summary>
    /// <param name="open">Index of an opening parenthesis.</param>
    public int Closing(int open)
    {
        var depth = 0;
        for (var i = open; i < Tokens.Count; i++)
        {
            depth += Is(i, "(") ? 1 : Is(i, ")") ? -1 : 0;
            if (depth == 0)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The text with some tokens replaced.</summary>
    /// <param name="edits">Character ranges that do not overlap, in order, with their new text.</param>
    public string With(IReadOnlyList<SqlEdit> edits)
    {
        var result = new StringBuilder(Sql.Length + 64);
        var position = 0;
        foreach (var edit in edits)
        {
            result.Append(Sql, position, edit.Start - position).Append(edit.Text);
            position = edit.End;
        }

        return result.Append(Sql, position, Sql.Length - position).ToString();
    }
}
