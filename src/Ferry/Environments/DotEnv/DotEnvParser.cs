using System.Text;

namespace Ferry.Environments;

/// <summary>
/// Reads the <c>.env</c> syntax that phpdotenv and docker share: comments, <c>export</c>, single quotes (literal), double quotes
/// (escapes, several lines), bare values up to a comment, <c>${NAME}</c> outside single quotes. The last assignment of a name counts.
/// </summary>
internal sealed class DotEnvParser
{
    private const string Export = "export ";
    private const int LongestName = 256;

    /// <summary>How much text references may bring in; lines that refer to each other could otherwise double without end.</summary>
    private const int MostInserted = 1 << 20;
    private readonly string _text;
    private readonly string _fileName;
    private readonly IReadOnlyDictionary<string, string> _outer;
    private readonly ProblemList _problems;
    private readonly List<Finding> _findings;
    private readonly Dictionary<string, string> _earlier = new(StringComparer.Ordinal);
    private int _position;
    private int _line = 1;
    private int _inserted;

    private DotEnvParser(string text, string fileName, IReadOnlyDictionary<string, string> outer, ProblemList problems, List<Finding> findings)
    {
        _text = text.TrimStart('\uFEFF').Replace("\r\n", "\n", StringComparison.Ordinal);
        _fileName = fileName;
        _outer = outer;
        _problems = problems;
        _findings = findings;
    }

    /// <summary>Reads a whole file.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="fileName">Its name, for problems.</param>
    /// <param name="outer">The variables of the process, which interpolation prefers to those of the file.</param>
    /// <param name="problems">Takes lines that are no assignments, by number only: they may hold secrets.</param>
    /// <param name="findings">Takes references to variables that are not set.</param>
    public static IReadOnlyList<DotEnvEntry> Parse(
        string text, string fileName, IReadOnlyDictionary<string, string> outer, ProblemList problems, List<Finding> findings) =>
        new DotEnvParser(text, fileName, outer, problems, findings).Parse();

    private List<DotEnvEntry> Parse()
    {
        var entries = new List<DotEnvEntry>();
        while (_position < _text.Length)
        {
            var line = _line;
            var name = ReadName();
            if (name is not null && ReadValue(line, name) is { } value)
            {
                _earlier[name] = value;
                entries.Add(new DotEnvEntry(name, value, line));
            }

            NextLine();
        }

        return entries;
    }

    /// <summary>Reads up to the equals sign; null for a line without an assignment.</summary>
    private string? ReadName()
    {
        var end = EndOfLine();
        var equals = _text.IndexOf('=', _position, end - _position);
        var head = _text[_position..(equals < 0 ? end : equals)].Trim();
        if (head.Length == 0 && equals < 0 || head.StartsWith('#'))
        {
            return null;
        }

        var name = head.StartsWith(Export, StringComparison.Ordinal) ? head[Export.Length..].Trim() : head;
        if (!IsName(name))
        {
            Problem(_line, "this line is not NAME=value and not a comment.");
            return null;
        }

        if (equals < 0)
        {
            return null;
        }

        _position = equals + 1;
        return name;
    }

    private string? ReadValue(int line, string name)
    {
        while (Peek() is ' ' or '\t')
        {
            _position++;
        }

        var value = Peek() switch
        {
            '"' => ReadDoubleQuoted(),
            '\'' => ReadSingleQuoted(),
            _ => ReadBare(),
        };
        if (value is null)
        {
            Problem(line, $"the quoted value of {name} has no end.");
            return null;
        }

        var rest = _text[_position..EndOfLine()].Trim();
        if (rest.Length > 0 && !rest.StartsWith('#'))
        {
            Problem(line, $"there is text after the quoted value of {name}.");
        }

        return value;
    }

    private string? ReadSingleQuoted()
    {
        var close = _text.IndexOf('\'', _position + 1);
        if (close < 0)
        {
            _position = _text.Length;
            return null;
        }

        var value = _text[(_position + 1)..close];
        Advance(close + 1);
        return value;
    }

    private string? ReadDoubleQuoted()
    {
        var value = new StringBuilder();
        for (var index = _position + 1; index < _text.Length; index++)
        {
            switch (_text[index])
            {
                case '"':
                    Advance(index + 1);
                    return value.ToString();
                case '\\' when index + 1 < _text.Length:
                    value.Append(Unescape(_text[++index]));
                    break;
                case '$' when Interpolate(ref index) is { } inserted:
                    value.Append(inserted);
                    break;
                default:
                    value.Append(_text[index]);
                    break;
            }
        }

        _position = _text.Length;
        return null;
    }

    private string ReadBare()
    {
        var end = EndOfLine();
        var value = new StringBuilder();
        for (var index = _position; index < end; index++)
        {
            var startsComment = _text[index] == '#' && (index == _position || _text[index - 1] is ' ' or '\t');
            if (startsComment)
            {
                break;
            }

            value.Append(_text[index] == '$' && Interpolate(ref index) is { } inserted ? inserted : _text[index].ToString());
        }

        _position = end;
        return value.ToString().TrimEnd(' ', '\t', '\r');
    }

    /// <summary>The value of <c>${NAME}</c> at the index, which moves to its last character; null leaves the text as it is.</summary>
    private string? Interpolate(ref int index)
    {
        var close = index + 1 < _text.Length && _text[index + 1] == '{' ? _text.IndexOf('}', index, Math.Min(LongestName, _text.Length - index)) : -1;
        if (close < 0 || _text[(index + 2)..close] is not { } name || !IsName(name))
        {
            return null;
        }

        if (!_outer.TryGetValue(name, out var value) && !_earlier.TryGetValue(name, out value))
        {
            _findings.Add(new Finding(
                FindingSeverity.Warning, "config.variable-unset", $"Line {_line} of {_fileName} refers to {name}, which is not set before it; the text is left as it is.",
                "Set the variable first, or put the value into single quotes if it is meant literally."));
            return null;
        }

        _inserted += value.Length;
        if (_inserted > MostInserted)
        {
            Problem(_line, "the references of this file bring in more than a million characters.");
            return null;
        }

        index = close;
        return value;
    }

    private static string Unescape(char escaped) => escaped switch
    {
        'n' => "\n",
        'r' => "\r",
        't' => "\t",
        '"' or '\\' or '$' => escaped.ToString(),
        _ => $"\\{escaped}",
    };

    private static bool IsName(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '.' or '-');

    private char? Peek() => _position < _text.Length ? _text[_position] : null;

    private int EndOfLine() => _text.IndexOf('\n', _position) is >= 0 and var end ? end : _text.Length;

    private void Advance(int position)
    {
        _line += _text.AsSpan(_position, position - _position).Count('\n');
        _position = position;
    }

    private void NextLine() => Advance(Math.Min(EndOfLine() + 1, _text.Length));

    private void Problem(int line, string message) =>
        _problems.Add(new ConfigurationOrigin(OriginKind.DotEnv, _fileName, line), message);
}
