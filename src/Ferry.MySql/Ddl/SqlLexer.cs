namespace Ferry.MySql.Ddl;

/// <summary>Cuts SQL text of MySQL and MariaDB into tokens that together are the text again, character for character.</summary>
internal ref struct SqlLexer
{
    private readonly ReadOnlySpan<char> _sql;
    private readonly SqlSyntax _syntax;
    private int _position;
    private bool _conditional;

    private SqlLexer(string sql, SqlSyntax syntax)
    {
        _sql = sql;
        _syntax = syntax;
    }

    /// <summary>Cuts a text.</summary>
    /// <param name="sql">The text.</param>
    /// <param name="syntax">How quotes and backslashes read.</param>
    /// <exception cref="FormatException">A literal, name or comment does not end.</exception>
    public static List<SqlToken> Read(string sql, SqlSyntax syntax)
    {
        var lexer = new SqlLexer(sql, syntax);
        var tokens = new List<SqlToken>();
        while (lexer._position < sql.Length)
        {
            var start = lexer._position;
            var kind = lexer.Next();
            tokens.Add(new SqlToken(kind, start, lexer._position - start));
        }

        return lexer._conditional ? throw new FormatException("A conditional comment does not end.") : tokens;
    }

    private SqlTokenKind Next()
    {
        var c = _sql[_position];
        return c switch
        {
            _ when char.IsWhiteSpace(c) => Blanks(),
            '`' => Quoted('`', SqlTokenKind.QuotedName, escapes: false),
            '"' when _syntax.AnsiQuotes => Quoted('"', SqlTokenKind.QuotedName, escapes: false),
            '"' or '\'' => Quoted(c, SqlTokenKind.Text, !_syntax.NoBackslashEscapes),
            '#' => LineComment(),
            '-' when StartsDashComment() => LineComment(),
            '/' when At(1) == '*' => BlockComment(),
            '*' when _conditional && At(1) == '/' => EndConditional(),
            '$' when DollarQuoteLength() is > 0 and var length => Skip(length, SqlTokenKind.Text),
            _ when char.IsAsciiDigit(c) || (c == '.' && char.IsAsciiDigit(At(1)) && !AfterName()) => NumberOrWord(),
            'x' or 'X' or 'b' or 'B' when At(1) == '\'' => PrefixedNumber(),
            _ when IsWordCharacter(c) => Word(),
            _ => Skip(1, SqlTokenKind.Symbol),
        };
    }

    private readonly char At(int offset) => _position + offset < _sql.Length ? _sql[_position + offset] : '\0';

    private static bool IsWordCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '$' || c >= '\u0080';

    private SqlTokenKind Skip(int count, SqlTokenKind kind)
    {
        _position += count;
        return kind;
    }

    private SqlTokenKind Blanks()
    {
        while (_position < _sql.Length && char.IsWhiteSpace(_sql[_position]))
        {
            _position++;
        }

        return SqlTokenKind.Blank;
    }

    private SqlTokenKind Word()
    {
        while (_position < _sql.Length && IsWordCharacter(_sql[_position]))
        {
            _position++;
        }

        return SqlTokenKind.Word;
    }

    private SqlTokenKind Quoted(char quote, SqlTokenKind kind, bool escapes)
    {
        for (_position++; _position < _sql.Length; _position++)
        {
            var c = _sql[_position];
            if (c == '\\' && escapes)
            {
                _position++;
            }
            else if (c == quote && At(1) == quote)
            {
                _position++;
            }
            else if (c == quote)
            {
                _position++;
                return kind;
            }
        }

        throw new FormatException($"A text or name that starts with {quote} does not end.");
    }

    // The servers ask for a blank or control character after the dashes; without one, "5--3" is arithmetic.
    private readonly bool StartsDashComment() =>
        At(1) == '-' && (_position + 2 >= _sql.Length || char.IsWhiteSpace(At(2)) || char.IsControl(At(2)));

    private SqlTokenKind LineComment()
    {
        var length = _sql[_position..].IndexOf('\n');
        _position = length < 0 ? _sql.Length : _position + length;
        return SqlTokenKind.Comment;
    }

    private SqlTokenKind BlockComment()
    {
        if (!_conditional && (At(2) == '!' || (At(2) == 'M' && At(3) == '!')))
        {
            _conditional = true;
            _position += At(2) == '!' ? 3 : 4;
            while (_position < _sql.Length && char.IsAsciiDigit(_sql[_position]))
            {
                _position++;
            }

            return SqlTokenKind.ConditionalStart;
        }

        var length = _sql[(_position + 2)..].IndexOf("*/", StringComparison.Ordinal);
        return length < 0
            ? throw new FormatException("A comment does not end.")
            : Skip(length + 4, SqlTokenKind.Comment);
    }

    private SqlTokenKind EndConditional()
    {
        _conditional = false;
        return Skip(2, SqlTokenKind.ConditionalEnd);
    }

    // MySQL 9 quotes routine bodies of other languages as $$ … $$ or $tag$ … $tag$.
    private readonly int DollarQuoteLength()
    {
        var rest = _sql[_position..];
        var end = rest[1..].IndexOf('$');
        if (end < 0 || rest[1..(end + 1)].ContainsAnyExcept(WordLetters))
        {
            return 0;
        }

        var tag = rest[..(end + 2)];
        var close = rest[tag.Length..].IndexOf(tag, StringComparison.Ordinal);
        return close < 0 ? 0 : close + (2 * tag.Length);
    }

    private static readonly System.Buffers.SearchValues<char> WordLetters =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");

    private static readonly System.Buffers.SearchValues<char> HexDigits = System.Buffers.SearchValues.Create("0123456789abcdefABCDEF");

    private readonly bool AfterName() =>
        _position > 0 && (IsWordCharacter(_sql[_position - 1]) || _sql[_position - 1] is '`' or '"');

    // A name may start with a digit: 1a is a word, 1e5 and 0x1F are numbers, and after a dot everything is a name.
    private SqlTokenKind NumberOrWord()
    {
        if (_sql[_position] != '.' && _position > 0 && _sql[_position - 1] == '.' && AfterNameAndDot())
        {
            return Word();
        }

        var start = _position;
        Word();
        var run = _sql[start.._position];
        if (!run.ContainsAnyExceptInRange('0', '9') || run.IsEmpty)
        {
            return Fraction(start);
        }

        return IsHexOrBinary(run) || IsExponent(run) ? Exponent(run) : SqlTokenKind.Word;
    }

    private readonly bool AfterNameAndDot() =>
        _position > 1 && (IsWordCharacter(_sql[_position - 2]) || _sql[_position - 2] is '`' or '"');

    private SqlTokenKind Fraction(int start)
    {
        if (At(0) == '.')
        {
            _position++;
            var fraction = _position;
            Word();
            var run = _sql[fraction.._position];
            return IsExponentOrDigits(run) ? Exponent(run) : SqlTokenKind.Number;
        }

        return _position > start ? SqlTokenKind.Number : Skip(1, SqlTokenKind.Symbol);
    }

    private SqlTokenKind Exponent(ReadOnlySpan<char> run)
    {
        if (run.Length > 0 && run[^1] is 'e' or 'E' && !run.StartsWith("0x", StringComparison.Ordinal)
            && At(0) is '+' or '-' && char.IsAsciiDigit(At(1)))
        {
            _position++;
            Word();
        }

        return SqlTokenKind.Number;
    }

    private static bool IsHexOrBinary(ReadOnlySpan<char> run) => run.Length > 2 && run[0] == '0'
        && ((run[1] == 'x' && !run[2..].ContainsAnyExcept(HexDigits)) || (run[1] == 'b' && !run[2..].ContainsAnyExceptInRange('0', '1')));

    private readonly bool IsExponent(ReadOnlySpan<char> run)
    {
        var e = run.IndexOfAny('e', 'E');
        return e > 0 && !run[..e].ContainsAnyExceptInRange('0', '9') && !run[(e + 1)..].ContainsAnyExceptInRange('0', '9')
            && (e + 1 < run.Length || (At(0) is '+' or '-' && char.IsAsciiDigit(At(1))));
    }

    private readonly bool IsExponentOrDigits(ReadOnlySpan<char> run) =>
        run.IsEmpty || !run.ContainsAnyExceptInRange('0', '9') || IsExponent(run) || run[0] is 'e' or 'E';

    private SqlTokenKind PrefixedNumber()
    {
        _position++;
        return Quoted('\'', SqlTokenKind.Number, escapes: false);
    }
}
