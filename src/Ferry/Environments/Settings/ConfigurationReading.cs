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
        var settings = new LayeredSettings(layers);
        var binder = new OptionsBinder(settings, layers.Count - 1, _problems);
        var options = binder.Bind<FerryOptions>(ConfigurationKeys.Section);
        CheckSection(settings);
        var paths = new ConfigurationPaths(_files.BaseDirectory, _variables.FindFilled("HOME")?.Value);
        var configuration = new FerryConfiguration(
            options, current, paths, [.. binder.Entries], _findings,
            new ConfigurationCheck(settings, _variables, paths, ConnectionStrings(layers), _problems, _findings).Environments(options, current));
        _problems.ThrowIfAny();
        return configuration;
    }

    /// <summary>From the first, weakest layer to the last.</summary>
    private List<SettingLayer> ReadLayers(out string current)
    {
        var files = ReadFerryFiles();
        List<SettingLayer> variables = [
            VariableSettings.Read(_variables.All.Where(variable => variable.Origin.Kind == OriginKind.DotEnv), _problems),
            VariableSettings.Read(_variables.All.Where(variable => variable.Origin.Kind == OriginKind.EnvironmentVariable), _problems),
            ReadOverrides(),
        ];
        current = CurrentEnvironment.Find(new LayeredSettings([.. files, .. variables]), _variables);
        files.AddRange(ReadVariants(current));
        var hasSection = files.Any(layer => layer.Children(ConfigurationKeys.Section).Count > 0);
        return [.. files, hasSection ? new SettingLayer() : LaravelSettings.Read(_variables, current), .. variables];
    }

    private List<SettingLayer> ReadFerryFiles()
    {
        var layers = new List<SettingLayer>();
        if (_files.AppSettings is { } appSettings)
        {
            layers.Add(ReadJson(appSettings, _files.Ferry is null));
        }

        if (_files.Ferry is { } ferry)
        {
            var layer = JsonSettings.Read(ferry.Name, ferry.Content, _problems);
            CheckTopLevel(layer);
            layers.Add(layer);
        }

        return layers;
    }

    private IEnumerable<SettingLayer> ReadVariants(string current) =>
        _files.AppSettingsVariants
            .Where(variant => CurrentEnvironment.Canonical(ConfigurationFiles.EnvironmentOf(variant)) == current)
            .Select(variant => ReadJson(variant, _files.Ferry is null));

    /// <summary>Reads the app's own settings. With a <c>ferry.json</c> beside them only their connection strings count.</summary>
    private SettingLayer ReadJson(SourceFile file, bool withSection)
    {
        var layer = JsonSettings.Read(file.Name, file.Content, _problems);
        if (withSection)
        {
            return layer;
        }

        if (layer.Children(ConfigurationKeys.Section).Count > 0)
        {
            _findings.Add(new Finding(
                FindingSeverity.Warning, "config.two-files", $"{file.Name} has a Ferry section that is not used, because {_files.Ferry!.Name} is there.",
                "Keep the settings in one of the two files."));
        }

        return layer.Only(ConfigurationKeys.ConnectionStrings);
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
            return DotEnvParser.Parse(text, file.Name, _request.EnvironmentVariables, _problems);
        }
        catch (DecoderFallbackException)
        {
            _problems.Add(null, $"{file.Name} is not valid UTF-8.");
            return [];
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
