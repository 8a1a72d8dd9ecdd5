namespace Ferry.Ssh.ClientConfig;

/// <summary>Which blocks of the client configuration are about a host.</summary>
/// <param name="name">The host as it is called.</param>
/// <param name="username">The login name that the caller has.</param>
/// <param name="localUsername">The login name on this machine.</param>
/// <param name="settings">What was found so far: it decides about later blocks.</param>
internal sealed class HostConditions(string name, string? username, string localUsername, ClientSettings settings)
{
    /// <summary>Whether the block that a line opens is about the host. A condition that Ferry does not evaluate never holds, and is noted.</summary>
    public bool Hold(ConfigLine line) => line.Keyword == "host" ? IsAnyOf(line.Arguments, name) : HoldsAll(line);

    private bool HoldsAll(ConfigLine line)
    {
        // Between a criterion and its value, ssh takes an equals sign for a blank.
        var arguments = new Queue<string>(line.Arguments.SelectMany(word => word.Split('=', 2)));
        var holds = arguments.Count > 0 ? true : throw line.Wrong("has no condition");
        while (arguments.TryDequeue(out var word))
        {
            var (negated, criterion) = word.StartsWith('!') ? (true, word[1..].ToLowerInvariant()) : (false, word.ToLowerInvariant());
            if (criterion == "all")
            {
                continue;
            }

            if (!holds)
            {
                return false;
            }

            if (Subject(criterion) is not { } subject)
            {
                settings.Notes.Add(new Finding(
                    FindingSeverity.Warning, "ssh.config-match", $"{line.Place}: 'Match {criterion}' is not evaluated by Ferry; the block is passed over.",
                    "Where the block is meant for this host, put its settings into a Host block or into the Ssh section."));
                return false;
            }

            var patterns = arguments.TryDequeue(out var list) ? list.Split(',') : throw line.Wrong($"has no value for {criterion}");
            holds = IsAnyOf(patterns, subject) != negated;
        }

        return holds;
    }

    private string? Subject(string criterion) => criterion switch
    {
        "host" => settings.HostName is { } real ? ConfigTokens.OfHostName(real, name) : name,
        "originalhost" => name,
        "user" => username ?? settings.User ?? localUsername,
        "localuser" => localUsername,
        _ => null,
    };

    private static bool IsAnyOf(IReadOnlyList<string> patterns, string subject) => new PatternList(patterns).Matches(subject);
}
