using Microsoft.Extensions.Configuration;

namespace Ferry.Environments;

/// <summary>One source of settings: a file, the variables, the command line. A configuration provider that also knows positions.</summary>
internal sealed class SettingLayer : ConfigurationProvider, IConfigurationSource
{
    private readonly Dictionary<string, Setting> _settings = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _listed = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<string>> _children = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Sets a value, and lists its key with its parents.</summary>
    /// <returns>The setting that was there before, which is kept.</returns>
    public Setting? Add(string path, Setting setting)
    {
        if (_settings.TryGetValue(path, out var earlier))
        {
            return earlier;
        }

        _settings.Add(path, setting);
        Set(path, setting.Value);
        ListWithParents(path);
        return null;
    }

    public Setting? Find(string path) => _settings.GetValueOrDefault(path);

    /// <summary>The keys below a path, in the order they were written.</summary>
    public IReadOnlyList<string> Children(string path) => _children.TryGetValue(path, out var children) ? children : [];

    /// <summary>The layer without anything outside one section.</summary>
    public SettingLayer Only(string section)
    {
        var layer = new SettingLayer();
        foreach (var (path, setting) in _settings.Where(pair => IsWithin(pair.Key, section)))
        {
            layer.Add(path, setting);
        }

        return layer;
    }

    public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

    private static bool IsWithin(string path, string section) =>
        path.StartsWith(section, StringComparison.OrdinalIgnoreCase)
        && (path.Length == section.Length || path[section.Length] == ConfigurationPath.KeyDelimiter[0]);

    private void ListWithParents(string path)
    {
        for (string? current = path; current is not null && _listed.Add(current); current = ConfigurationPath.GetParentPath(current))
        {
            var parent = ConfigurationPath.GetParentPath(current) ?? "";
            if (!_children.TryGetValue(parent, out var siblings))
            {
                _children.Add(parent, siblings = []);
            }

            siblings.Add(ConfigurationPath.GetSectionKey(current));
        }
    }
}
