namespace Ferry.Environments;

/// <summary>A configuration that has been read, checked and resolved. It does not change.</summary>
public sealed class FerryConfiguration
{
    private readonly IReadOnlyDictionary<string, ResolvedEnvironment> _environments;

    internal FerryConfiguration(
        FerryOptions options, CurrentEnvironment current, ConfigurationPaths paths, IReadOnlyList<string> files, string? settingsFile, IEnumerable<ConfigurationEntry> entries,
        IReadOnlyList<Finding> findings, IReadOnlyDictionary<string, ResolvedEnvironment> environments)
    {
        Options = options;
        Current = current.Name;
        BaseDirectory = paths.BaseDirectory;
        Application = options.Application ?? SafeName(new DirectoryInfo(paths.BaseDirectory).Name);
        Destinations = DestinationSet.Of(options.Destinations, options.Destination, paths);
        Findings = findings;
        Files = files;
        SettingsFile = settingsFile;
        _environments = environments;
        Entries = ConfigurationEntries.Complete(entries, this, current);
    }

    /// <summary>Name of the application; the folder in every destination.</summary>
    public string Application { get; }

    /// <summary>Name of the environment that this machine is; it need not be configured.</summary>
    public string Current { get; }

    /// <summary>The folder that relative paths count from.</summary>
    public string BaseDirectory { get; }

    /// <summary>The files that were read, absolute, from the weakest to the strongest.</summary>
    public IReadOnlyList<string> Files { get; }

    /// <summary>The <c>ferry.json</c>, or the file that was named in its place, absolute; null where the settings are kept elsewhere.</summary>
    public string? SettingsFile { get; }

    /// <summary>The settings as they are bound, without environments' names resolved.</summary>
    public FerryOptions Options { get; }

    /// <summary>Where archives are kept, when no environment is named.</summary>
    public DestinationSet Destinations { get; }

    /// <summary>What works but deserves a look; for <c>ferry doctor</c>.</summary>
    public IReadOnlyList<Finding> Findings { get; }

    /// <summary>Every setting with its value and where it comes from, secrets hidden.</summary>
    public IReadOnlyList<ConfigurationEntry> Entries { get; }

    /// <summary>The configured environments, in the order of the configuration.</summary>
    public IReadOnlyCollection<ResolvedEnvironment> Environments => [.. _environments.Values];

    /// <summary>Finds an environment.</summary>
    /// <param name="name">Its name in any case; null means the current one.</param>
    /// <returns>The environment.</returns>
    /// <exception cref="FerryException"><see cref="FailureKind.NotFound"/> when it is not configured.</exception>
    public ResolvedEnvironment Environment(string? name = null)
    {
        var canonical = CurrentEnvironment.Canonical(name ?? Current);
        if (_environments.TryGetValue(canonical, out var environment))
        {
            return environment;
        }

        var which = name is null ? $"The current environment '{canonical}' is not configured." : $"There is no environment '{canonical}'.";
        throw new FerryException(
            FailureKind.NotFound, "config.environment-unknown", which + NearestName.Hint(canonical, _environments.Keys),
            _environments.Count == 0
                ? $"No environment is configured in {BaseDirectory}."
                : $"The configuration has {string.Join(", ", _environments.Keys)}.",
            _environments.Count == 0 ? "Run `ferry init` to write a configuration." : "Name one of these, or add it under \"Environments\".");
    }

    /// <summary>A name that is safe as a folder's: what is not a letter, digit, dot, underscore, hyphen or space becomes a hyphen.</summary>
    internal static string SafeName(string name)
    {
        var safe = string.Concat(name.Trim().Select(letter => char.IsLetterOrDigit(letter) || letter is '.' or '_' or '-' or ' ' ? letter : '-')).Trim('.', ' ', '-');
        return safe.Length == 0 ? "ferry" : safe[..Math.Min(safe.Length, 64)].TrimEnd('.', ' ');
    }
}
