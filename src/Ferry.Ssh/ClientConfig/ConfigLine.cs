using System.Text;

namespace Ferry.Ssh.ClientConfig;

/// <summary>One line of a client configuration.</summary>
/// <param name="File">Path of the file.</param>
/// <param name="Number">Number of the line, from 1.</param>
/// <param name="Keyword">In lower case.</param>
/// <param name="Arguments">What follows, without quotes.</param>
internal sealed record ConfigLine(string File, int Number, string Keyword, IReadOnlyList<string> Arguments)
{
    /// <summary>Where to look, for messages.</summary>
    public string Place => $"{File}:{Number}";

    /// <summary>The first argument.</summary>
    /// <exception cref="FerryException"><see cref="FailureKind.Usage"/> when there is none.</exception>
    public string Value => Arguments.Count > 0 ? Arguments[0] : throw Wrong("has no value");

    /// <summary>Splits a line as ssh does: a keyword, one <c>=</c> or blanks, arguments in quotes or not, a comment; null when it says nothing.</summary>
    /// <exception cref="FerryException"><see cref="FailureKind.Usage"/> when a quote is not closed.</exception>
    public static ConfigLine? Parse(string file, int number, string text)
    {
        var line = text.Trim();
        if (line.Length == 0 || line[0] == '#')
        {
            return null;
        }

        var end = line.AsSpan().IndexOfAny(" \t=");
        var keyword = (end < 0 ? line : line[..end]).ToLowerInvariant();
        var rest = end < 0 ? "" : line[end..].TrimStart();
        var result = new ConfigLine(file, number, keyword, []);
        return Split(rest.StartsWith('=') ? rest[1..] : rest) is { } arguments ? result with { Arguments = arguments } : throw result.Wrong("has a quote that is not closed");
    }

    /// <summary>The failure that names this line.</summary>
    public FerryException Wrong(string reason) => new(
        FailureKind.Usage, "ssh.config-line", $"The SSH configuration {File} cannot be used.", $"{Place}: {Keyword} {reason}.", "Correct the line.");

    private static List<string>? Split(string text)
    {
        var arguments = new List<string>();
        var word = new StringBuilder();
        var (quoted, started) = (false, false);
        foreach (var letter in text)
        {
            if (letter == '"')
            {
                (quoted, started) = (!quoted, true);
            }
            else if (letter == '#' && !quoted && !started)
            {
                break;
            }
            else if (char.IsWhiteSpace(letter) && !quoted)
            {
                Finish();
            }
            else
            {
                word.Append(letter);
                started = true;
            }
        }

        Finish();
        return quoted ? null : arguments;

        void Finish()
        {
            if (started)
            {
                arguments.Add(word.ToString());
            }

            word.Clear();
            started = false;
        }
    }
}
