using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Ferry.Environments;

/// <summary>Reads how the rows of a table are recognised: a list of columns is one key, a list of such lists several keys, and a text one of the other kinds.</summary>
internal static class IdentityBinding
{
    public static IdentityRule Bind(LayeredSettings settings, string path, ProblemList problems, Dictionary<string, ConfigurationEntry> entries)
    {
        var setting = settings.Find(path)?.Setting;
        var rule = setting is null or { IsContainer: true } ? Keys(settings, path, setting, problems) : Word(path, setting, problems);
        var shown = rule.Kind == IdentityKind.Columns ? string.Join("; ", rule.Keys.Select(key => string.Join(", ", key))) : SettingConverter.Words(rule.Kind);
        entries.TryAdd(path, new ConfigurationEntry(path, shown, settings.OriginOf(path)));
        return rule;
    }

    private static IdentityRule Word(string path, Setting setting, ProblemList problems)
    {
        if (SettingConverter.Convert(typeof(IdentityKind), setting, out var value) is null && value is IdentityKind kind and not IdentityKind.Columns)
        {
            return new(kind, []);
        }

        // A variable knows no lists.
        if (setting.Kind == SettingKind.Untyped && setting.Value is { Length: > 0 } text)
        {
            return new(IdentityKind.Columns, [text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)]);
        }

        problems.Add(setting.Origin, $"{path} must be a list of columns such as [\"email\"], \"primary-key\" or \"none\".");
        return new(IdentityKind.Columns, []);
    }

    private static IdentityRule Keys(LayeredSettings settings, string path, Setting? setting, ProblemList problems)
    {
        var entries = Elements(settings, path);
        if (setting?.Kind == SettingKind.Object || entries.Count == 0)
        {
            problems.Add(settings.OriginOf(path), $"{path} must name at least one column.");
            return new(IdentityKind.Columns, []);
        }

        var nested = entries.Exists(entry => Elements(settings, entry).Count > 0);
        IReadOnlyList<IReadOnlyList<string>> keys = nested
            ? [.. entries.Select(entry => Elements(settings, entry) is { Count: > 0 } parts ? Columns(settings, parts, problems) : Columns(settings, [entry], problems))]
            : [Columns(settings, entries, problems)];
        return new(IdentityKind.Columns, keys);
    }

    private static List<string> Columns(LayeredSettings settings, List<string> paths, ProblemList problems)
    {
        var columns = new List<string>();
        foreach (var path in paths)
        {
            if (settings.Find(path)?.Setting is { Kind: SettingKind.Text or SettingKind.Untyped, Value: { Length: > 0 } column })
            {
                columns.Add(column);
            }
            else
            {
                problems.Add(settings.OriginOf(path), $"{path} must be the name of a column in quotes.");
            }
        }

        return columns;
    }

    private static List<string> Elements(LayeredSettings settings, string path) =>
    [
        .. settings.Children(path)
            .OrderBy(key => int.TryParse(key, CultureInfo.InvariantCulture, out var index) ? index : int.MaxValue)
            .Select(key => ConfigurationPath.Combine(path, key)),
    ];
}
