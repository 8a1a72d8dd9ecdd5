namespace Ferry.Environments;

/// <summary>What a configuration is read from.</summary>
public sealed record ConfigurationRequest
{
    /// <summary>The folder whose <c>ferry.json</c>, <c>appsettings.json</c> and <c>.env</c> are read.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>The file to read instead; its folder then takes the working directory's place.</summary>
    public string? ConfigFile { get; init; }

    /// <summary>The variables of the process.</summary>
    public IReadOnlyDictionary<string, string> EnvironmentVariables { get; init; } = new Dictionary<string, string>();

    /// <summary>Settings given on the command line.</summary>
    public IReadOnlyList<ConfigurationOverride> Overrides { get; init; } = [];
}
