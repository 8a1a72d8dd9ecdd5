using Microsoft.Extensions.Configuration;

namespace Ferry.Environments;

/// <summary>
/// All layers as one tree. A later layer wins key by key; where it writes a plain value, a list or null in the place of a section,
/// what earlier layers say below that place is gone.
/// </summary>
internal sealed class LayeredSettings(IReadOnlyList<SettingLayer> layers)
{
    /// <summary>A setting and the number of its layer; higher wins.</summary>
    public readonly record struct Found(Setting Setting, int Layer);

    /// <summary>The winning value of a path, sections included.</summary>
    public Found? Find(string path) => FindWhere(path, static _ => true);

    /// <summary>The winning plain value of a path, also when a later layer has a section there.</summary>
    public Found? FindPlain(string path) => FindWhere(path, static setting => !setting.IsContainer);

    /// <summary>The keys below a path that no later layer has covered.</summary>
    public IReadOnlyList<string> Children(string path)
    {
        var known = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var keys = new List<string>();
        for (var layer = Floor(path); layer < layers.Count; layer++)
        {
            keys.AddRange(layers[layer].Children(path).Where(known.Add));
        }

        return keys;
    }

    /// <summary>Whether anything is said at a path or below it.</summary>
    public bool Exists(string path) => Find(path) is not null || Children(path).Count > 0;

    /// <summary>The place to name for a path that may be no more than the parent of one that is set.</summary>
    public ConfigurationOrigin OriginOf(string path) =>
        Find(path)?.Setting.Origin
        ?? Children(path).Select(key => OriginOf(ConfigurationPath.Combine(path, key))).FirstOrDefault(ConfigurationOrigin.Default);

    private Found? FindWhere(string path, Func<Setting, bool> wanted)
    {
        var floor = ConfigurationPath.GetParentPath(path) is { } parent ? Floor(parent) : 0;
        for (var layer = layers.Count - 1; layer >= floor; layer--)
        {
            if (layers[layer].Find(path) is { } setting && wanted(setting))
            {
                return new Found(setting, layer);
            }
        }

        return null;
    }

    /// <summary>The last layer that replaced the path, or a parent of it, as a whole.</summary>
    private int Floor(string path)
    {
        var floor = 0;
        for (string? current = path; current is not null; current = ConfigurationPath.GetParentPath(current))
        {
            var replacing = layers.Count - 1;
            while (replacing > floor && layers[replacing].Find(current) is not { Kind: not SettingKind.Object })
            {
                replacing--;
            }

            floor = Math.Max(floor, replacing);
        }

        return floor;
    }
}
