using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace Ferry.Environments;

/// <summary>Reads the variables of a Laravel application as if they were a <c>ferry.json</c>. They are used only where there is none.</summary>
internal sealed partial class LaravelSettings
{
    private const string DatabaseKey = "main";
    private static readonly (string Suffix, string Key)[] DatabaseSettings =
    [
        ("CONNECTION", nameof(DatabaseOptions.Engine)), ("HOST", nameof(DatabaseOptions.Host)), ("PORT", nameof(DatabaseOptions.Port)),
        ("SOCKET", nameof(DatabaseOptions.Socket)), ("DATABASE", nameof(DatabaseOptions.Database)),
        ("USERNAME", nameof(DatabaseOptions.Username)), ("PASSWORD", nameof(DatabaseOptions.Password)),
    ];

    private static readonly (string Suffix, string Key)[] SshSettings =
    [
        ("HOST", nameof(SshOptions.Host)), ("PORT", nameof(SshOptions.Port)), ("USER", nameof(SshOptions.Username)), ("KEYS", nameof(SshOptions.Keys)),
        ("PASSPHRASE", nameof(SshOptions.Passphrase)), ("PASSWORD", nameof(SshOptions.Password)), ("HOST_KEY", nameof(SshOptions.HostKey)),
        ("KNOWN_HOSTS", nameof(SshOptions.KnownHosts)), ("AGENT", nameof(SshOptions.Agent)), ("JUMP", nameof(SshOptions.Jump)),
    ];

    private readonly Variables _variables;
    private readonly SettingLayer _layer = new();

    private LaravelSettings(Variables variables) => _variables = variables;

    /// <summary>Makes the layer.</summary>
    /// <param name="variables">The variables of the process over those of the <c>.env</c> file.</param>
    /// <param name="current">The environment that the variables without a prefix belong to.</param>
    public static SettingLayer Read(Variables variables, string current) => new LaravelSettings(variables).Read(current);

    private SettingLayer Read(string current)
    {
        if (Filled("APP_NAME") is { } application)
        {
            Add(nameof(FerryOptions.Application), application with { Value = FerryConfiguration.SafeName(application.Value) });
        }

        var hasOwn = Filled("DB_CONNECTION") is not null || Filled("DB_URL") is not null;
        if (hasOwn)
        {
            AddDatabase(current, "");
            AddSsh(current, "");
        }

        foreach (var prefix in Prefixes())
        {
            var environment = prefix.ToLowerInvariant();

            // On the machine itself the application's own variables say where the database is; the others say how it looks from elsewhere.
            if (!hasOwn || environment != current)
            {
                AddDatabase(environment, $"{prefix}_");
            }

            AddSsh(environment, $"{prefix}_");
        }

        return _layer;
    }

    /// <summary>Environments that have variables of their own. The process has many variables of others, so from there only a whole set counts.</summary>
    private IEnumerable<string> Prefixes() => _variables.All
        .Where(variable => variable.Value.Length > 0)
        .Select(variable => (variable, match: EnvironmentVariable().Match(variable.Name)))
        .Where(pair => pair.match.Success
            && (pair.variable.Origin.Kind == OriginKind.DotEnv || pair.match.Groups["setting"].Value is "DB_DATABASE" or "DB_URL"))
        .Select(pair => pair.match.Groups["prefix"].Value)
        .Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal);

    private void AddDatabase(string environment, string prefix)
    {
        var path = ConfigurationPath.Combine(nameof(FerryOptions.Environments), environment, nameof(EnvironmentOptions.Databases), DatabaseKey);
        if (Filled($"{prefix}DB_URL") is { } url)
        {
            Add(path, url);
        }
        else
        {
            AddDatabaseSettings(path, prefix);
        }
    }

    private void AddSsh(string environment, string prefix)
    {
        foreach (var (suffix, key) in SshSettings)
        {
            if (Filled($"{prefix}SSH_{suffix}") is { } variable)
            {
                Add(ConfigurationPath.Combine(nameof(FerryOptions.Environments), environment, nameof(EnvironmentOptions.Ssh), key), variable);
            }
        }
    }

    private void AddDatabaseSettings(string path, string prefix)
    {
        // An environment that does not say has the application's engine.
        var engine = Filled($"{prefix}DB_CONNECTION") ?? Filled("DB_CONNECTION");
        var isSqlite = engine?.Value.StartsWith(EngineNames.Sqlite, StringComparison.OrdinalIgnoreCase) == true;
        foreach (var (suffix, key) in DatabaseSettings)
        {
            var variable = suffix == "CONNECTION" ? engine : Filled($"{prefix}DB_{suffix}");
            if (variable is not null && !isSqlite)
            {
                Add(ConfigurationPath.Combine(path, key), variable);
            }
        }

        if (isSqlite)
        {
            Add(ConfigurationPath.Combine(path, nameof(DatabaseOptions.Engine)), engine!);
            Add(ConfigurationPath.Combine(path, nameof(DatabaseOptions.Path)),
                Filled($"{prefix}DB_DATABASE") ?? engine! with { Value = "database/database.sqlite" });
        }
    }

    /// <summary>A variable with a value; Laravel's env() reads these words as none.</summary>
    private Variable? Filled(string name) =>
        _variables.FindFilled(name) is { Value: not ("null" or "(null)" or "empty" or "(empty)") } variable ? variable : null;

    private void Add(string path, Variable variable) =>
        _layer.Add(ConfigurationPath.Combine(ConfigurationKeys.Section, path), new Setting(variable.Value, SettingKind.Untyped, variable.Origin));

    [GeneratedRegex("^(?<prefix>[A-Z][A-Z0-9_]*)_(?<setting>DB_(?:CONNECTION|URL|HOST|PORT|SOCKET|DATABASE|USERNAME|PASSWORD)|SSH_(?:HOST|USER|PORT|KEYS|PASSPHRASE|PASSWORD|HOST_KEY|KNOWN_HOSTS|AGENT|JUMP))$")]
    private static partial Regex EnvironmentVariable();
}
