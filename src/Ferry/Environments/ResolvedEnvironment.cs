using Ferry.Databases;
using Ferry.Schema;
using Ferry.Sync.Masking;
using Ferry.Tunnels;

namespace Ferry.Environments;

/// <summary>One environment with everything that holds for it. Secrets are fetched when a database is asked for, not before.</summary>
public sealed class ResolvedEnvironment
{
    private readonly IReadOnlyDictionary<string, DatabaseSource> _databases;
    private readonly Func<MaskKey?> _maskKey;
    private readonly SshRouteSource? _route;

    internal ResolvedEnvironment(
        string name, bool isCurrent, EnvironmentOptions options, DestinationSet destinations, IReadOnlyDictionary<string, DatabaseSource> databases,
        SshRouteSource? route, Func<MaskKey?> maskKey)
    {
        Name = name;
        IsCurrent = isCurrent;
        Options = options;
        Destinations = destinations;
        Protected = options.Protected ?? IsProtectedByName(name);
        Selection = new TableSelection(options.Tables.Include, options.Tables.Exclude, options.Tables.StructureOnly);
        _databases = databases;
        _maskKey = maskKey;
        _route = route;
    }

    /// <summary>Its name, in lower case.</summary>
    public string Name { get; }

    /// <summary>Whether this machine is that environment.</summary>
    public bool IsCurrent { get; }

    /// <summary>Whether Ferry refuses to write to it without being told twice.</summary>
    public bool Protected { get; }

    /// <summary>Its settings, completed by the general ones.</summary>
    public EnvironmentOptions Options { get; }

    /// <summary>The SSH server on the way to its databases; null when they are reached directly.</summary>
    public SshOptions? Ssh => IsCurrent ? null : Options.Ssh;

    /// <summary>Whether an environment that says nothing about it is protected.</summary>
    /// <param name="name">Its name, in lower case.</param>
    /// <returns>True for production and prod.</returns>
    public static bool IsProtectedByName(string name) => name is "production" or "prod";

    /// <summary>Which tables the jobs are about.</summary>
    public TableSelection Selection { get; }

    /// <summary>Where its archives are kept.</summary>
    public DestinationSet Destinations { get; }

    /// <summary>The keys of its databases.</summary>
    public IReadOnlyCollection<string> DatabaseKeys => [.. _databases.Keys];

    /// <summary>Where its databases are, by key, without fetching a secret; those whose whole URL is kept elsewhere are left out.</summary>
    /// <returns>Targets without passwords, to show and to compare, also of an environment behind SSH.</returns>
    public IReadOnlyDictionary<string, DatabaseTarget> DescribeDatabases() => _databases
        .Select(pair => (pair.Key, Target: pair.Value.Describe())).Where(pair => pair.Target is not null)
        .ToDictionary(pair => pair.Key, pair => pair.Target!, StringComparer.OrdinalIgnoreCase);

    /// <summary>The configured key of its masked values. Fetches the secret.</summary>
    /// <returns>The key; null when none is configured and the project's own is to be used.</returns>
    /// <exception cref="FerryException"><see cref="FailureKind.Usage"/> when the secret is missing; <see cref="FailureKind.Key"/> when it is no key.</exception>
    public MaskKey? ResolveMaskKey() => _maskKey();

    /// <summary>The way to its databases. Fetches the secrets of the SSH servers.</summary>
    /// <returns>The route; null when they are reached directly.</returns>
    /// <exception cref="FerryException"><see cref="FailureKind.Usage"/> when a secret is missing.</exception>
    public SshRoute? ResolveRoute() => IsCurrent ? null : _route?.Resolve(Name);

    /// <summary>All its databases, by key. Fetches their secrets.</summary>
    /// <returns>Where each is and how to log in, as its own environment sees it: see <see cref="EnvironmentGate"/> for the way there.</returns>
    /// <exception cref="FerryException"><see cref="FailureKind.Usage"/> when a secret is missing; <see cref="FailureKind.NotFound"/> when it has no database.</exception>
    public IReadOnlyDictionary<string, DatabaseTarget> ResolveDatabases()
    {
        if (_databases.Count == 0)
        {
            throw new FerryException(
                FailureKind.NotFound, "config.no-databases", $"The environment {Name} has no databases.", null,
                $"Add one under \"Environments\": {{ \"{Name}\": {{ \"Databases\": … }} }}.");
        }

        return _databases.Keys.ToDictionary(key => key, ResolveDatabase, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Some of its databases, by key. Fetches their secrets.</summary>
    /// <param name="keys">The databases' keys; none means all.</param>
    /// <returns>Where each is and how to log in, as its own environment sees it: see <see cref="EnvironmentGate"/> for the way there.</returns>
    /// <exception cref="FerryException"><see cref="FailureKind.Usage"/> when a secret is missing; <see cref="FailureKind.NotFound"/> for an unknown key.</exception>
    public IReadOnlyDictionary<string, DatabaseTarget> ResolveDatabases(IReadOnlyCollection<string> keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        return keys.Count == 0 ? ResolveDatabases() : keys.ToDictionary(key => key, ResolveDatabase, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>One of its databases. Fetches its secrets.</summary>
    /// <param name="key">The database's key.</param>
    /// <returns>Where it is and how to log in, as its own environment sees it: see <see cref="EnvironmentGate"/> for the way there.</returns>
    /// <exception cref="FerryException"><see cref="FailureKind.Usage"/> when a secret is missing; <see cref="FailureKind.NotFound"/> for an unknown key.</exception>
    public DatabaseTarget ResolveDatabase(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return _databases.TryGetValue(key, out var source)
            ? source.Resolve()
            : throw new FerryException(
                FailureKind.NotFound, "config.database-unknown", $"The environment {Name} has no database '{key}'.{NearestName.Hint(key, _databases.Keys)}",
                $"It has {string.Join(", ", _databases.Keys)}.", "Name one of these, or add it under \"Databases\".");
    }
}
