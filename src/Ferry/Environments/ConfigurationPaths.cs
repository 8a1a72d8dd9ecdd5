namespace Ferry.Environments;

/// <summary>Turns the paths of a configuration into absolute ones.</summary>
/// <param name="baseDirectory">The folder that the configuration is in.</param>
/// <param name="home">The user's home folder, for <c>~/</c>.</param>
internal sealed class ConfigurationPaths(string baseDirectory, string? home)
{
    public string BaseDirectory { get; } = baseDirectory;

    public string Resolve(string path) => Path.GetFullPath(
        home is not null && path.StartsWith("~/", StringComparison.Ordinal) ? Path.Combine(home, path[2..]) : path, BaseDirectory);
}
