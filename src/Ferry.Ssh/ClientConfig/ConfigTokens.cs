using System.Text;

namespace Ferry.Ssh.ClientConfig;

/// <summary>Fills in the tokens of client configurations (ssh_config(5), TOKENS).</summary>
/// <param name="tokens">What stands behind each letter.</param>
/// <param name="home">The user's home folder.</param>
internal sealed class ConfigTokens(IReadOnlyDictionary<char, string> tokens, string home)
{
    /// <summary>HostName knows only the name itself.</summary>
    public static string OfHostName(ConfigLine line, string name) => Fill(line, line.Value, new Dictionary<char, string> { ['h'] = name });

    /// <summary>A path with <c>~/</c> filled in.</summary>
    public static string Home(string path, string home) => path == "~" ? home : path.StartsWith("~/", StringComparison.Ordinal) ? Path.Combine(home, path[2..]) : path;

    /// <summary>A text with its tokens filled in.</summary>
    /// <exception cref="FerryException"><see cref="FailureKind.Usage"/> for a token that is not known.</exception>
    public string Fill(ConfigLine line, string text) => Fill(line, text, tokens);

    /// <summary>A path, absolute, with its tokens filled in; a relative one counts from the home folder's <c>.ssh</c>.</summary>
    /// <exception cref="FerryException"><see cref="FailureKind.Usage"/> for a token or variable that is not known.</exception>
    public string FillPath(ConfigLine line, string text)
    {
        if (text.Contains("${", StringComparison.Ordinal))
        {
            throw line.Wrong("takes a variable, which Ferry does not fill in");
        }

        return Path.GetFullPath(Fill(line, Home(text, home)), Path.Combine(home, ".ssh"));
    }

    private static string Fill(ConfigLine line, string text, IReadOnlyDictionary<char, string> tokens)
    {
        var result = new StringBuilder(text.Length);
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] != '%')
            {
                result.Append(text[index]);
                continue;
            }

            index++;
            var letter = index < text.Length ? text[index] : ' ';
            result.Append(letter == '%' ? "%" : tokens.TryGetValue(letter, out var value) ? value : throw line.Wrong($"takes the token %{letter}, which Ferry does not know here"));
        }

        return result.ToString();
    }
}
