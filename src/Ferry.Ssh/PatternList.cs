namespace Ferry.Ssh;

/// <summary>OpenSSH's patterns, separated by commas (ssh_config(5), PATTERNS): <c>*</c>, <c>?</c>, and <c>!</c> for what is never meant.</summary>
internal sealed class PatternList(IReadOnlyList<string> patterns)
{
    public PatternList(string text)
        : this(text.Split(','))
    {
    }

    /// <summary>Whether one pattern means the name and none excludes it.</summary>
    public bool Matches(string name)
    {
        var matched = false;
        foreach (var pattern in patterns)
        {
            if (pattern.StartsWith('!'))
            {
                if (IsMatch(pattern.AsSpan(1), name))
                {
                    return false;
                }
            }
            else
            {
                matched |= IsMatch(pattern, name);
            }
        }

        return matched;
    }

    // Goes back to the last star only: linear in practice, never exponential.
    private static bool IsMatch(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        var (at, position, star, retry) = (0, 0, -1, 0);
        while (position < name.Length)
        {
            if (at < pattern.Length && pattern[at] == '*')
            {
                (star, retry) = (at++, position);
            }
            else if (at < pattern.Length && (pattern[at] == '?' || pattern[at] == name[position]))
            {
                at++;
                position++;
            }
            else if (star >= 0)
            {
                at = star + 1;
                position = ++retry;
            }
            else
            {
                return false;
            }
        }

        return pattern[at..].Trim('*').IsEmpty;
    }
}
