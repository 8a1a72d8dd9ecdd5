using System.IO.Enumeration;

namespace Ferry.Ssh.ClientConfig;

/// <summary>Reads the client configuration, the user's and then the machine's, with everything that it includes.</summary>
internal sealed class ClientConfigReader(SshSurroundings surroundings)
{
    private const int DeepestInclude = 16;

    /// <summary>What is said about a host.</summary>
    /// <param name="name">The host as it is called: an alias, or a name.</param>
    /// <param name="username">The login name, where the caller has one; else it is the one of the configuration.</param>
    /// <exception cref="FerryException"><see cref="FailureKind.Usage"/> for a line that cannot be read; it is named.</exception>
    public ClientSettings Read(string name, string? username)
    {
        var settings = new ClientSettings();
        var conditions = new HostConditions(name, username, surroundings.Username, settings);
        Read(Path.Combine(surroundings.Home, ".ssh", "config"), Path.Combine(surroundings.Home, ".ssh"), conditions, settings, applies: true, depth: 0);
        var notes = settings.Notes.Count;
        Read(surroundings.SystemConfig, Path.GetDirectoryName(surroundings.SystemConfig)!, conditions, settings, applies: true, depth: 0);

        // What is passed over in the machine's file is not the user's to mend.
        settings.Notes.RemoveRange(notes, settings.Notes.Count - notes);
        return settings;
    }

    private void Read(string file, string folder, HostConditions conditions, ClientSettings settings, bool applies, int depth)
    {
        var active = applies;
        foreach (var line in Lines(file))
        {
            if (line.Keyword is "host" or "match")
            {
                // What is included from a block that is not about the host is not about it either.
                active = conditions.Hold(line) && applies;
            }
            else if (line.Keyword == "include")
            {
                Include(line, folder, conditions, settings, active, depth + 1);
            }
            else if (active)
            {
                settings.Add(line);
            }
        }
    }

    private void Include(ConfigLine line, string folder, HostConditions conditions, ClientSettings settings, bool applies, int depth)
    {
        if (depth > DeepestInclude)
        {
            throw line.Wrong($"is nested deeper than {DeepestInclude} files");
        }

        foreach (var file in line.Arguments.SelectMany(pattern => Find(Path.Combine(folder, ConfigTokens.Home(pattern, surroundings.Home)))))
        {
            Read(file, folder, conditions, settings, applies, depth);
        }
    }

    private static IEnumerable<ConfigLine> Lines(string file)
    {
        string[] lines;
        try
        {
            lines = File.Exists(file) ? File.ReadAllLines(file) : [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new FerryException(
                FailureKind.Usage, "ssh.config-unreadable", $"The SSH configuration {file} cannot be read.", exception.Message, $"Make it readable: chmod 600 {file}", exception);
        }

        return lines.Select((text, index) => ConfigLine.Parse(file, index + 1, text)).OfType<ConfigLine>();
    }

    // A pattern may have wildcards in any part of the path; files are read in the order of their names.
    private static IEnumerable<string> Find(string pattern)
    {
        var parts = pattern.Split('/');
        IEnumerable<string> found = [parts[0].Length == 0 ? "/" : parts[0]];
        foreach (var part in parts.Skip(1))
        {
            found = part.AsSpan().ContainsAny("*?") ? found.SelectMany(folder => Entries(folder, part)) : found.Select(folder => Path.Combine(folder, part));
        }

        return found.Where(File.Exists);
    }

    private static IEnumerable<string> Entries(string folder, string pattern) => Directory.Exists(folder)
        ? Directory.EnumerateFileSystemEntries(folder)
            .Where(path => FileSystemName.MatchesSimpleExpression(pattern, Path.GetFileName(path), ignoreCase: false)
                && (pattern[0] == '.' || Path.GetFileName(path)[0] != '.'))
            .Order(StringComparer.Ordinal)
        : [];
}
