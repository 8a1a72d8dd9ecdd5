using System.Text.RegularExpressions;
using Ferry.Sync.Masking;
using Ferry.Sync.Rules;
using Microsoft.Extensions.Configuration;

namespace Ferry.Environments;

/// <summary>Checks what no single setting shows: names, choices, databases, file modes. Makes the environments on the way.</summary>
internal sealed partial class ConfigurationCheck(
    LayeredSettings settings, Variables variables, ConfigurationPaths paths, Func<string, string?> connectionStrings,
    ProblemList problems, List<Finding> findings)
{
    private readonly SecretResolver _secrets = new(variables, paths);
    private readonly SecretExposure _exposure = new(settings, paths, findings);

    public IReadOnlyDictionary<string, ResolvedEnvironment> Environments(FerryOptions options, string current)
    {
        if (options.Application is { } application && FerryConfiguration.SafeName(application) != application)
        {
            problems.Add(Origin(nameof(FerryOptions.Application)), "Ferry:Application becomes a folder's name: at most 64 letters, digits, spaces, dots, underscores and hyphens.");
        }

        CheckDestinations(ConfigurationKeys.Section, options.Destinations, options.Destination);
        CheckMasks(ConfigurationKeys.Section, options.Sync.Mask);
        CheckSync(ConfigurationKeys.Section, options.Sync);
        var environments = new Dictionary<string, ResolvedEnvironment>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, environment) in options.Environments)
        {
            var canonical = CurrentEnvironment.Canonical(name);
            var path = ConfigurationPath.Combine(ConfigurationKeys.Section, nameof(FerryOptions.Environments), name);
            CheckName(path, name);
            CheckDestinations(path, environment.Destinations, environment.Destination);
            CheckMasks(path, environment.Sync.Mask);
            CheckSync(path, environment.Sync);
            var resolved = new ResolvedEnvironment(
                canonical, canonical == current, environment, DestinationSet.Of(environment.Destinations, environment.Destination, paths),
                Databases(path, environment), Route(path, environment), () => MaskKey(path, environment.Sync));
            if (!environments.TryAdd(canonical, resolved))
            {
                problems.Add(settings.OriginOf(path), $"the environment {canonical} is there twice; Development means local.");
            }
        }

        return environments;
    }

    private SshRouteSource? Route(string environmentPath, EnvironmentOptions environment)
    {
        if (environment.Ssh is not { } options)
        {
            return null;
        }

        var path = ConfigurationPath.Combine(environmentPath, nameof(EnvironmentOptions.Ssh));
        var route = new SshRouteSource(path, options, settings.OriginOf, _secrets, paths);
        route.Check(problems);
        _exposure.Check(path, options);
        foreach (var (hop, index) in options.Jump.Select((hop, index) => (hop, index)))
        {
            _exposure.Check(ConfigurationPath.Combine(path, nameof(SshOptions.Jump), $"{index}"), hop);
        }

        return route;
    }

    private Dictionary<string, DatabaseSource> Databases(string environmentPath, EnvironmentOptions environment)
    {
        var databases = new Dictionary<string, DatabaseSource>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, options) in environment.Databases)
        {
            var path = ConfigurationPath.Combine(environmentPath, nameof(EnvironmentOptions.Databases), key);
            CheckName(path, key);
            var source = new DatabaseSource(path, options, settings.OriginOf, connectionStrings, _secrets, paths);
            source.Check(problems);
            _exposure.Check(path, options);
            databases.Add(key, source);
        }

        return databases;
    }

    private void CheckDestinations(string path, IReadOnlyDictionary<string, DestinationOptions> destinations, string? chosen)
    {
        foreach (var name in destinations.Keys)
        {
            CheckName(ConfigurationPath.Combine(path, nameof(FerryOptions.Destinations), name), name);
        }

        if (!string.IsNullOrEmpty(chosen) && !DestinationSet.Of(destinations, chosen, paths).All.ContainsKey(chosen))
        {
            var key = ConfigurationPath.Combine(path, nameof(FerryOptions.Destination));
            var origin = settings.Find(key)?.Setting.Origin ?? Origin(nameof(FerryOptions.Destination));
            problems.Add(origin, $"there is no destination '{chosen}'.{NearestName.Hint(chosen, destinations.Keys)}");
        }
    }

    /// <summary>What is wrong in a general rule is found at the general rules too, and said once.</summary>
    private void CheckMasks(string path, IReadOnlyDictionary<string, MaskOptions> rules)
    {
        foreach (var (key, rule) in rules)
        {
            var own = ConfigurationPath.Combine(path, nameof(FerryOptions.Sync), nameof(SyncOptions.Mask), key);
            if (rule.Kind is not null && settings.Exists(own) && MaskRuleReader.Problem(key, rule) is { } problem)
            {
                problems.Add(settings.OriginOf(own), problem);
            }
        }
    }

    private MaskKey? MaskKey(string path, SyncOptions sync)
    {
        var own = ConfigurationPath.Combine(path, nameof(FerryOptions.Sync), nameof(SyncOptions.MaskKey));
        var key = settings.Find(own) is null ? ConfigurationPath.Combine(ConfigurationKeys.Section, nameof(FerryOptions.Sync), nameof(SyncOptions.MaskKey)) : own;
        return string.IsNullOrEmpty(sync.MaskKey) ? null : Sync.Masking.MaskKey.Parse(_secrets.Resolve(sync.MaskKey, key, settings.OriginOf(key)));
    }

    /// <summary>Reads the texts of rules, which name what no setting's type can know.</summary>
    private void CheckSync(string path, SyncOptions options) => new SyncRulesReader(options, (key, message) =>
    {
        var own = ConfigurationPath.Combine(path, nameof(FerryOptions.Sync), key);
        var general = ConfigurationPath.Combine(ConfigurationKeys.Section, nameof(FerryOptions.Sync), key);
        var written = settings.Exists(own) ? own : general;
        problems.Add(settings.OriginOf(written), $"{written}: {message}");
    }).Read();

    /// <summary>Names become parts of file names and of paths in archives.</summary>
    private void CheckName(string path, string name)
    {
        if (!Name().IsMatch(name))
        {
            problems.Add(settings.OriginOf(path), $"the name '{name}' in {path} must be 1 to 64 letters, digits, underscores or hyphens, and begin with a letter or digit.");
        }
    }

    private ConfigurationOrigin Origin(string key) => settings.OriginOf(ConfigurationPath.Combine(ConfigurationKeys.Section, key));

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$")]
    private static partial Regex Name();
}
