namespace Ferry.Environments;

/// <summary>The destinations that can be chosen from, and the one that is taken when none is named.</summary>
/// <param name="All">By name.</param>
/// <param name="Chosen">The configured choice, if there is one.</param>
public sealed record DestinationSet(IReadOnlyDictionary<string, ResolvedDestination> All, string? Chosen)
{
    private const string DefaultName = "backups";

    /// <summary>Finds a destination.</summary>
    /// <param name="name">Its name; null takes the configured choice, or the only one there is.</param>
    /// <returns>The destination.</returns>
    /// <exception cref="FerryException"><see cref="FailureKind.NotFound"/> for an unknown name; <see cref="FailureKind.Usage"/> when a choice is needed.</exception>
    public ResolvedDestination Find(string? name = null)
    {
        name ??= Chosen ?? (All.Count == 1 ? All.Keys.First() : null);
        if (name is null)
        {
            throw new FerryException(
                FailureKind.Usage, "config.destination-ambiguous", "There are several destinations and none is chosen.",
                $"The configuration has {string.Join(", ", All.Keys)}.", "Name one with --to, or set \"Destination\" in the configuration.");
        }

        return All.TryGetValue(name, out var destination)
            ? destination
            : throw new FerryException(
                FailureKind.NotFound, "config.destination-unknown", $"There is no destination '{name}'.{NearestName.Hint(name, All.Keys)}",
                $"The configuration has {string.Join(", ", All.Keys)}.", "Name one of these, or add it under \"Destinations\".");
    }

    internal static DestinationSet Of(IReadOnlyDictionary<string, DestinationOptions> options, string? chosen, ConfigurationPaths paths)
    {
        var configured = options.Where(pair => !string.IsNullOrEmpty(pair.Value.Path)).ToDictionary(
            pair => pair.Key, pair => new ResolvedDestination(pair.Key, paths.Resolve(pair.Value.Path!)), StringComparer.OrdinalIgnoreCase);
        if (options.Count == 0)
        {
            configured.Add(DefaultName, new ResolvedDestination(DefaultName, paths.Resolve(DefaultName)));
        }

        return new DestinationSet(configured, string.IsNullOrEmpty(chosen) ? null : chosen);
    }
}
