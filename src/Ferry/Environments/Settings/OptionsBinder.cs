using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace Ferry.Environments;

/// <summary>
/// Fills the options types from the layers. The types are the only list of keys there is: a key without a property is a problem,
/// a property's type and validation attributes say what it takes. Collects every problem and notes where each value comes from.
/// </summary>
internal sealed class OptionsBinder(LayeredSettings settings, int commandLineLayer, ProblemList problems)
{
    private readonly Dictionary<string, ConfigurationEntry> _entries = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Every setting seen, defaults included, in the order of the options types.</summary>
    public IReadOnlyCollection<ConfigurationEntry> Entries => _entries.Values;

    public T Bind<T>(string path) => (T)BindSection(typeof(T), [path]);

    private object BindSection(Type type, IReadOnlyList<string> paths)
    {
        var properties = type.GetProperties(BindingFlags.Public | BindingFlags.Instance);
        var shorthand = type.GetCustomAttribute<ShorthandAttribute>()?.Property;
        foreach (var path in paths.Where(path => CheckShape(path, shorthand is not null)))
        {
            CheckKeys(path, [.. properties.Select(property => property.Name)]);
        }

        var options = Activator.CreateInstance(type)!;
        foreach (var property in properties)
        {
            List<string> scope = [.. paths.Select(path => ConfigurationPath.Combine(path, property.Name))];
            if (property.IsDefined(typeof(InheritedAttribute)))
            {
                scope.Add(ConfigurationPath.Combine(ConfigurationKeys.Section, property.Name));
            }

            var value = property.Name == shorthand ? BindPlain(property, scope, paths, null) : BindProperty(property, scope, property.GetValue(options));
            property.SetValue(options, value);
            Validate(property, value, scope, paths);
        }

        return options;
    }

    private object? BindProperty(PropertyInfo property, IReadOnlyList<string> scope, object? initial)
    {
        var type = property.PropertyType;
        if (type == typeof(IReadOnlyList<string>))
        {
            return BindList(scope) ?? initial;
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
        {
            return BindSections(type.GetGenericArguments()[0], scope) ?? initial;
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>))
        {
            return BindDictionary(type.GetGenericArguments()[1], scope);
        }

        if (IsSection(type))
        {
            return initial is not null || scope.Any(IsThere) ? BindSection(type, scope) : null;
        }

        return BindPlain(property, scope, [], initial);
    }

    /// <summary>Binds one plain value, which may also stand in the place of its section.</summary>
    private object? BindPlain(PropertyInfo property, IReadOnlyList<string> scope, IReadOnlyList<string> shorthands, object? initial)
    {
        var candidates = scope.Select((path, index) => (path, found: Later(
            settings.Find(path), index < shorthands.Count ? FindShorthand(shorthands[index]) : null)));
        var (path, found) = Best(candidates);
        if (found is not { Setting: { Kind: not SettingKind.Null } setting })
        {
            Note(scope[^1], property, initial, ConfigurationOrigin.Default);
            return initial;
        }

        if (SettingConverter.Convert(property.PropertyType, setting, out var value) is { } expected)
        {
            problems.Add(setting.Origin, $"{path} must be {expected}, not {Shown(property, setting)}.");
            return initial;
        }

        Note(path, property, value, setting.Origin);
        return value;
    }

    private IReadOnlyList<string>? BindList(IReadOnlyList<string> scope)
    {
        var (path, found) = Best(scope.Select(path => (path, found: settings.Find(path) ?? FirstElement(path))));
        if (found is not { } winner || winner.Setting.Kind == SettingKind.Null)
        {
            return null;
        }

        var setting = winner.Setting;
        IReadOnlyList<string> list = settings.Find(path) is { Setting.Kind: SettingKind.Untyped }
            ? (setting.Value ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            : BindElements(path, setting);
        _entries.TryAdd(path, new ConfigurationEntry(path, string.Join(", ", list), setting.Origin));
        return list;
    }

    private List<string> BindElements(string path, Setting setting)
    {
        if (setting.Kind is not (SettingKind.Array or SettingKind.Untyped) && settings.Children(path).Count == 0)
        {
            problems.Add(setting.Origin, $"{path} must be a list such as [\"one\", \"two\"], not {setting.KindInWords}.");
            return [];
        }

        var list = new List<string>();
        foreach (var key in settings.Children(path).OrderBy(key => int.TryParse(key, CultureInfo.InvariantCulture, out var index) ? index : int.MaxValue))
        {
            var element = settings.Find(ConfigurationPath.Combine(path, key))?.Setting;
            if (element is { Kind: SettingKind.Text or SettingKind.Untyped, Value: { Length: > 0 } text } && int.TryParse(key, CultureInfo.InvariantCulture, out _))
            {
                list.Add(text);
            }
            else
            {
                problems.Add(element?.Origin ?? setting.Origin, $"{path} must be a list of texts; entry '{key}' is not.");
            }
        }

        return list;
    }

    /// <summary>Binds a list of sections, each of which may be its shorthand; in a variable the shorthands are separated by commas.</summary>
    private System.Collections.IList? BindSections(Type type, IReadOnlyList<string> scope)
    {
        if (scope.FirstOrDefault(settings.Exists) is not { } path || settings.Find(path) is { Setting.Kind: SettingKind.Null })
        {
            return null;
        }

        var list = (System.Collections.IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(type))!;
        if (settings.Find(path)?.Setting is { Kind: SettingKind.Untyped } texts && settings.Children(path).Count == 0)
        {
            var shorthand = type.GetProperty(type.GetCustomAttribute<ShorthandAttribute>()!.Property)!;
            foreach (var text in (texts.Value ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                var options = Activator.CreateInstance(type)!;
                shorthand.SetValue(options, text);
                list.Add(options);
            }

            _entries.TryAdd(path, new ConfigurationEntry(path, texts.Value ?? "", texts.Origin));
        }
        else if (settings.Find(path)?.Setting is { Kind: not SettingKind.Array } other)
        {
            problems.Add(other.Origin, $"{path} must be a list of sections [{{…}}] or texts, not {other.KindInWords}.");
        }
        else
        {
            var keys = settings.Children(path).OrderBy(key => int.TryParse(key, CultureInfo.InvariantCulture, out var index) ? index : int.MaxValue);
            foreach (var key in keys)
            {
                list.Add(BindSection(type, [ConfigurationPath.Combine(path, key)]));
            }
        }

        return list;
    }

    private LayeredSettings.Found? FirstElement(string path) =>
        settings.Children(path) is [var first, ..] ? settings.Find(ConfigurationPath.Combine(path, first)) : null;

    private object BindDictionary(Type valueType, IReadOnlyList<string> scope)
    {
        scope = [.. scope.Where(path => CheckShape(path, textAllowed: false))];
        var dictionary = (System.Collections.IDictionary)Activator.CreateInstance(
            typeof(Dictionary<,>).MakeGenericType(typeof(string), valueType), StringComparer.OrdinalIgnoreCase)!;
        foreach (var key in scope.SelectMany(settings.Children).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            List<string> paths = [.. scope.Select(path => ConfigurationPath.Combine(path, key)).Where(settings.Exists)];
            if (settings.Find(paths[0]) is not { Setting.Kind: SettingKind.Null } && BindEntry(valueType, paths) is { } value)
            {
                dictionary[key] = value;
            }
        }

        return dictionary;
    }

    private object? BindEntry(Type type, List<string> paths) =>
        type == typeof(IdentityRule) ? IdentityBinding.Bind(settings, paths[0], problems, _entries)
        : type.IsGenericType ? BindDictionary(type.GetGenericArguments()[1], paths)
        : IsSection(type) ? BindSection(type, paths)
        : BindText(type, paths);

    /// <summary>Binds a plain value that stands in a dictionary.</summary>
    private object? BindText(Type type, List<string> paths)
    {
        var (path, found) = Best(paths.Select(path => (path, found: settings.Find(path))));
        var setting = found?.Setting ?? new Setting(null, SettingKind.Object, settings.OriginOf(paths[0]));
        if (SettingConverter.Convert(type, setting, out var value) is { } expected)
        {
            problems.Add(setting.Origin, $"{(path.Length == 0 ? paths[0] : path)} must be {expected}, not {(setting.IsContainer ? setting.KindInWords : $"'{setting.Value}'")}.");
            return null;
        }

        _entries.TryAdd(path, new ConfigurationEntry(path, SettingConverter.Format(value!), setting.Origin));
        return value;
    }

    private bool CheckShape(string path, bool textAllowed)
    {
        var setting = settings.Find(path)?.Setting;
        var fits = setting is null or { Kind: SettingKind.Object or SettingKind.Null }
            || (textAllowed && setting.Kind is SettingKind.Text or SettingKind.Untyped);
        if (!fits)
        {
            problems.Add(setting!.Origin, $"{path} must be a section {{…}}{(textAllowed ? " or text" : "")}, not {setting.KindInWords}.");
        }

        return fits;
    }

    private void CheckKeys(string path, IReadOnlyList<string> known)
    {
        foreach (var key in settings.Children(path).Where(key => !known.Contains(key, StringComparer.OrdinalIgnoreCase)))
        {
            var hint = NearestName.Of(key, known) is { } nearest ? $"Did you mean '{nearest}'?" : $"It takes {string.Join(", ", known)}.";
            problems.Add(settings.OriginOf(ConfigurationPath.Combine(path, key)), $"{path} has no setting '{key}'. {hint}");
        }
    }

    private void Validate(PropertyInfo property, object? value, List<string> scope, IReadOnlyList<string> paths)
    {
        var set = scope.Find(path => settings.Find(path) is not null);
        var origin = settings.OriginOf(set ?? paths[0]);
        foreach (var rule in property.GetCustomAttributes<ValidationAttribute>().Where(rule => !rule.IsValid(value)))
        {
            var demand = rule switch
            {
                RequiredAttribute => "is missing",
                RangeAttribute range => string.Create(CultureInfo.InvariantCulture, $"must be between {range.Minimum} and {range.Maximum}"),
                _ => rule.ErrorMessage ?? rule.FormatErrorMessage(property.Name),
            };
            problems.Add(origin, $"{set ?? scope[0]} {demand}.");
        }
    }

    /// <summary>The command line goes before everything, then the first path of the scope, the most special one.</summary>
    private (string Path, LayeredSettings.Found? Found) Best(IEnumerable<(string Path, LayeredSettings.Found? Found)> candidates) =>
        candidates.Where(candidate => candidate.Found is not null).OrderByDescending(candidate => candidate.Found!.Value.Layer == commandLineLayer)
            .FirstOrDefault(("", null));

    private LayeredSettings.Found? FindShorthand(string path) =>
        settings.FindPlain(path) is { Setting.Kind: SettingKind.Text or SettingKind.Untyped } found ? found : null;

    private static LayeredSettings.Found? Later(LayeredSettings.Found? own, LayeredSettings.Found? shorthand) =>
        own is null || (shorthand is not null && shorthand.Value.Layer > own.Value.Layer) ? shorthand : own;

    private void Note(string path, PropertyInfo property, object? value, ConfigurationOrigin origin)
    {
        if (value is not null)
        {
            var text = SettingConverter.Format(value);
            var secret = property.GetCustomAttribute<SecretSettingAttribute>();
            _entries.TryAdd(path, new ConfigurationEntry(path, secret is null ? text : secret.Mask(text), origin));
        }
    }

    private static string Shown(PropertyInfo property, Setting setting) =>
        setting.IsContainer || property.IsDefined(typeof(SecretSettingAttribute)) ? setting.KindInWords : $"'{setting.Value}'";

    private bool IsThere(string path) => settings.Find(path) is { Setting.Kind: not SettingKind.Null } || settings.Children(path).Count > 0;

    private static bool IsSection(Type type) => type.IsClass && type != typeof(string) && type.Namespace == typeof(OptionsBinder).Namespace;
}
