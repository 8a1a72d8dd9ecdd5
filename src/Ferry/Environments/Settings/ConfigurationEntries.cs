using Microsoft.Extensions.Configuration;

namespace Ferry.Environments;

/// <summary>Completes what the binder has seen with the values that follow from others.</summary>
internal static class ConfigurationEntries
{
    public static IReadOnlyList<ConfigurationEntry> Complete(IEnumerable<ConfigurationEntry> bound, FerryConfiguration configuration, CurrentEnvironment current)
    {
        var entries = bound.Where(entry => entry.Key != Key(nameof(FerryOptions.Current))).ToList();
        if (configuration.Options.Application is null)
        {
            entries.Insert(0, Default(Key(nameof(FerryOptions.Application)), configuration.Application));
        }

        entries.Insert(1, new ConfigurationEntry(Key(nameof(FerryOptions.Current)), current.Name, current.Origin));
        foreach (var (name, options) in configuration.Options.Environments.Where(pair => pair.Value.Protected is null))
        {
            var path = ConfigurationPath.Combine(Key(nameof(FerryOptions.Environments)), name);
            var shown = SettingConverter.Format(configuration.Environment(name).Protected);
            var first = entries.FindIndex(entry => entry.Key.StartsWith(path + ConfigurationPath.KeyDelimiter, StringComparison.OrdinalIgnoreCase));
            entries.Insert(first < 0 ? 2 : first, Default(ConfigurationPath.Combine(path, nameof(EnvironmentOptions.Protected)), shown));
        }

        if (configuration.Options.Destinations.Count == 0)
        {
            var destination = configuration.Destinations.All.Values.Single();
            var path = ConfigurationPath.Combine(Key(nameof(FerryOptions.Destinations)), destination.Name, nameof(DestinationOptions.Path));
            entries.Add(Default(path, destination.Name));
        }

        return entries;
    }

    private static ConfigurationEntry Default(string key, string value) => new(key, value, ConfigurationOrigin.Default);

    private static string Key(string setting) => ConfigurationPath.Combine(ConfigurationKeys.Section, setting);
}
