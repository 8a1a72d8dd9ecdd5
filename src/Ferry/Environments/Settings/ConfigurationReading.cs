using System.Text;
using Microsoft.Extensions.Configuration;

namespace Ferry.Environments;

/// <summary>One reading of a configuration: files and variables to layers, layers to options, options to checked environments.</summary>
internal sealed class ConfigurationReading
{
    private readonly ConfigurationRequest _request;
    private readonly ConfigurationFiles _files;
    private readonly ProblemList _problems = new();
    private readonly List<Finding> _findings = [];
    private readonly List<string> _read = [];
    private readonly IReadOnlyList<DotEnvEntry> _dotEnv;
    private readonly Variables _variables;

    public ConfigurationReading(ConfigurationRequest request, ConfigurationFiles files)
    {
        _request = request;
        _files = files;
        _dotEnv = ReadDotEnv(files.DotEnv);
        _variables = new Variables(request.EnvironmentVariables, _dotEnv, files.DotEnv?.Name ?? "");
    }

    public FerryConfiguration Load()
    {
        var layers = ReadLayers(out var current);
        if (_problems.IsIncomplete)
        {
            _problems.ThrowIfAny();
        }

        var settings = new LayeredSettings(layers);
        var binder = new OptionsBinder(settings, layers.Count - 1, _problems);
        var options = binder.Bind<FerryOptions>(ConfigurationKeys.Section);
        CheckSection(settings);
        var paths = new ConfigurationPaths(_files.BaseDirectory, _variables.FindFilled("HOME")?.Value);
        var check = new ConfigurationCheck(settings, _variables, paths, ConnectionStrings(layers), _problems, _findings);
        var environments = check.Environments(options, current.Name);
        _problems.ThrowIfAny();
        return new FerryConfiguration(options, current, paths, _read, _files.Ferry?.Path, binder.Entries, _findings, environments);
    }

    /// <summary>From the first, weakest layer to the last.</summary>
    private List<SettingLayer> ReadLayers(out CurrentEnvironment current)
    {
        var files = ReadFerryFiles();
        List<SettingLayer> variables = [
            VariableSettings.Read(_variables.All.Where(variable => variable.Origin.Kind == OriginKind.DotEnv), _problems),
            VariableSettings.Read(_variables.All.Where(variable => variable.Origin.Kind == OriginKind.EnvironmentVariable), _problems),
            ReadOverrides(),
        ];
        current = CurrentEnvironment.Find(new LayeredSettings([.. files, .. variables]), _variables);
        files.AddRange(ReadVariants(current.Name));
        var hasSection = files.Any(layer => layer.Children(ConfigurationKeys.Section).Count > 0);
        if (_files.DotEnv is { } dotEnv)
        {
            _read.Add(dotEnv.Path);
        }

        return [.. files, hasSection ? new SettingLayer() : LaravelSettings.Read(_variables, current.Name), .. variables];
    }

    private List<SettingLayer> ReadFerryFiles()
    {
        var layers = new List<SettingLayer>();
        if (_files.AppSettings is { } appSettings)
        {
            layers.Add(ReadAppSettings(appSettings));
        }

        if (_files.Ferry is { } ferry)
        {
            var layer = ReadJson(ferry);
            CheckTopLevel(layer);
            layers.Add(layer);
        }

        return layers;
    }

    private IEnumerable<SettingLayer> ReadVariants(string current) =>
        _files.AppSettingsVariants
            .Where(variant => CurrentEnvironment.Canonical(ConfigurationFiles.EnvironmentOf(variant)) == current)
            .Select(ReadAppSettings);

    /// <summary>Reads the app's own settings. With a <c>ferry.json</c> beside them only their connection strings count.</summary>
    private SettingLayer ReadAppSettings(SourceFile file)
    {
        var layer = ReadJson(file);
        if (_files.Ferry is null)
        {
            return layer;
        }

        if (layer.Children(ConfigurationKeys.Section).Count > 0)
        {
            _findings.Add(new Finding(
                FindingSeverity.Warning, "config.two-files", $"{file.Name} has a Ferry section that is not used, because {_files.Ferry.Name} is there.",
                "Keep the settings in one of the two files."));
        }

        return layer.Only(ConfigurationKeys.ConnectionStrings);
    }

    private SettingLayer ReadJson(SourceFile file)
    {
        _read.Add(file.Path);
        return JsonSettings.Read(file.Name, file.Content, _problems);
    }

    private SettingLayer ReadOverrides()
    {
        var layer = new SettingLayer();
        foreach (var same in _request.Overrides.GroupBy(given => given.Key, StringComparer.OrdinalIgnoreCase))
        {
            var path = ConfigurationPath.Combine(ConfigurationKeys.Section, same.Key);
            var isList = same.Skip(1).Any();
            foreach (var (index, given) in same.Index())
            {
                var origin = new ConfigurationOrigin(OriginKind.CommandLine, given.Flag);
                var key = isList ? ConfigurationPath.Combine(path, index.ToString(System.Globalization.CultureInfo.InvariantCulture)) : path;
                layer.Add(key, new Setting(given.Value, SettingKind.Untyped, origin));
            }

            if (isList)
            {
                layer.Add(path, new Setting(null, SettingKind.Array, new ConfigurationOrigin(OriginKind.CommandLine, same.First().Flag)));
            }
        }

        return layer;
    }

    private IReadOnlyList<DotEnvEntry> ReadDotEnv(SourceFile? file)
    {
        if (file is null)
        {
            return [];
        }

        try
        {
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(file.Content);
            var entries = DotEnvParser.Parse(text, file.Name, _request.EnvironmentVariables, _problems, _findings);
            WarnAboutRepeats(file, entries);
            return entries;
        }
        catch (DecoderFallbackException)
        {
            _problems.Add(null, $"{file.Name} is not valid UTF-8.");
            return [];
        }
    }

    private void WarnAboutRepeats(SourceFile file, IReadOnlyList<DotEnvEntry> entries)
    {
        foreach (var repeated in entries.GroupBy(entry => entry.Name, StringComparer.Ordinal).Where(same => same.Select(entry => entry.Value).Distinct().Skip(1).Any()))
        {
            _findings.Add(new Finding(
                FindingSeverity.Warning, "config.variable-repeated",
                $"{file.Name} sets {repeated.Key} on the lines {string.Join(", ", repeated.Select(entry => entry.Line))}; the last one counts.",
                "Remove the lines that do not count."));
        }
    }

    private void CheckTopLevel(SettingLayer layer)
    {
        string[] known = [ConfigurationKeys.Section, ConfigurationKeys.ConnectionStrings, ConfigurationKeys.Schema];
        foreach (var key in layer.Children("").Where(key => !known.Contains(key, StringComparer.OrdinalIgnoreCase)))
        {
            var belongsInside = typeof(FerryOptions).GetProperties().Any(property => string.Equals(property.Name, key, StringComparison.OrdinalIgnoreCase));
            var hint = belongsInside ? " It belongs inside the section \"Ferry\"." : NearestName.Hint(key, known);
            _problems.Add(layer.Find(key)?.Origin, $"unknown setting '{key}'.{hint}");
        }
    }

    private void CheckSection(LayeredSettings settings)
    {
        if (_files.Ferry is { } ferry && !settings.Exists(ConfigurationKeys.Section) && _problems.Count == 0)
        {
            _problems.Add(null, $"{ferry.Name} has no section \"Ferry\".");
        }
    }

    private static Func<string, string?> ConnectionStrings(IEnumerable<SettingLayer> layers)
    {
        var builder = new ConfigurationBuilder();
        foreach (var layer in layers)
        {
            builder.Add(layer);
        }

        return builder.Build().GetConnectionString;
    }
}
