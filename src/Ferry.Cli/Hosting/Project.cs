using Ferry.Archives;
using Ferry.Databases;
using Ferry.Environments;
using Ferry.Inventory;
using Ferry.Storage;

namespace Ferry.Cli.Hosting;

/// <summary>The configuration that a command runs under, and the backups that belong to it.</summary>
internal sealed class Project(FerryConfiguration configuration)
{
    public FerryConfiguration Configuration { get; } = configuration;

    public static async Task<Project> LoadAsync(CliContext context, CancellationToken cancellationToken, params IReadOnlyList<ConfigurationOverride> overrides)
    {
        var request = new ConfigurationRequest
        {
            WorkingDirectory = context.Host.WorkingDirectory,
            ConfigFile = context.Settings.Config,
            EnvironmentVariables = context.Host.Variables,
            Overrides = overrides,
        };
        return new Project(await ConfigurationLoader.LoadAsync(request, cancellationToken));
    }

    /// <summary>Whether BACKUP names a file rather than a backup of a destination.</summary>
    public static bool IsPath(string backup) =>
        backup.Contains('/', StringComparison.Ordinal) || backup.Contains('\\', StringComparison.Ordinal)
        || backup.EndsWith(".zip", StringComparison.OrdinalIgnoreCase);

    public static ArchiveReference FromPath(string path, string workingDirectory) => BackupInventory.FromPath(Path.GetFullPath(path, workingDirectory));

    public static IStorage Storage(ResolvedDestination destination) => new FileStorage(destination.Path);

    /// <summary>Backups of all destinations, or of one, newest first.</summary>
    public async Task<IReadOnlyList<BackupEntry>> ListAsync(string? environment, string? destination, CancellationToken cancellationToken)
    {
        var entries = new List<BackupEntry>();
        foreach (var inventory in Inventories(environment, destination))
        {
            entries.AddRange(await inventory.ListAsync(environment, cancellationToken));
        }

        return [.. entries.OrderByDescending(entry => entry.CreatedAt).ThenByDescending(entry => entry.Name, StringComparer.Ordinal)];
    }

    /// <summary>Finds a backup by name or <c>latest</c>.</summary>
    public async Task<ArchiveReference> FindAsync(string backup, string? environment, CancellationToken cancellationToken)
    {
        var inventories = Inventories(environment, destination: null);
        if (inventories.Count == 1)
        {
            return (await inventories[0].FindAsync(backup, environment, cancellationToken)).Archive;
        }

        var entries = await ListAsync(environment, destination: null, cancellationToken);
        var found = string.Equals(backup, BackupInventory.Latest, StringComparison.OrdinalIgnoreCase)
            ? entries.ElementAtOrDefault(0)
            : entries.FirstOrDefault(entry => string.Equals(entry.Name, backup, StringComparison.OrdinalIgnoreCase));
        return (found ?? await inventories[0].FindAsync(backup, environment, cancellationToken)).Archive;
    }

    /// <summary>The protected environment that a target given as a URL belongs to; null when it belongs to none.</summary>
    public async Task<ResolvedEnvironment?> ProtectedOwnerAsync(DatabaseTarget target, ProviderRegistry providers, CancellationToken cancellationToken)
    {
        foreach (var environment in Configuration.Environments.Where(environment => environment.Protected && environment.Ssh is null))
        {
            foreach (var known in environment.DescribeDatabases().Values.Where(known => known.Engine == target.Engine))
            {
                if (IsSame(known, target) || (known.Path is not null && await IsSameFileAsync(known, target, providers, cancellationToken)))
                {
                    return environment;
                }
            }
        }

        return null;
    }

    // Links give a file several names. Opened for writing, a file that may not even exist is not touched.
    private static async Task<bool> IsSameFileAsync(DatabaseTarget known, DatabaseTarget target, ProviderRegistry providers, CancellationToken cancellationToken)
    {
        var provider = providers.For(target.Engine);
        await using var first = await provider.OpenAsync(known, SessionAccess.Write, cancellationToken);
        await using var second = await provider.OpenAsync(target, SessionAccess.Write, cancellationToken);
        return await first.Mark.LeaveAsync(cancellationToken) is { } mark && await second.Mark.SeesAsync(mark, cancellationToken);
    }

    // Rather one question too many than one too few: a port that is not given may be the same one.
    private static bool IsSame(DatabaseTarget known, DatabaseTarget target) =>
        known.Path is not null
            ? known.Path == target.Path
            : known.Database == target.Database && known.Socket == target.Socket && Host(known) == Host(target)
                && (known.Port is null || target.Port is null || known.Port == target.Port);

    private static string? Host(DatabaseTarget target) =>
        target.Host is "localhost" or "::1" ? "127.0.0.1" : target.Host?.ToLowerInvariant();

    private List<BackupInventory> Inventories(string? environment, string? destination)
    {
        var configured = Configuration.Environments.FirstOrDefault(
            known => environment is not null && string.Equals(known.Name, environment, StringComparison.OrdinalIgnoreCase));
        var destinations = configured?.Destinations ?? Configuration.Destinations;
        var chosen = destination is null ? destinations.All.Values : [destinations.Find(destination)];
        return [.. chosen.Select(place => new BackupInventory(Storage(place), Configuration.Application))];
    }
}
