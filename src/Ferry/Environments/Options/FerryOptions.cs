namespace Ferry.Environments;

/// <summary>Everything that a configuration can say: the <c>Ferry</c> section.</summary>
public sealed class FerryOptions
{
    /// <summary>Name of the application; becomes the folder in every destination.</summary>
    /// <value>The name of the folder that the configuration is in.</value>
    public string? Application { get; init; }

    /// <summary>Name of the environment that this machine is.</summary>
    /// <value>Taken from the environment variables, else <c>local</c>.</value>
    public string? Current { get; init; }

    /// <summary>The places where databases live, by name.</summary>
    public IReadOnlyDictionary<string, EnvironmentOptions> Environments { get; init; } = new Dictionary<string, EnvironmentOptions>();

    /// <summary>Where archives are kept, by name.</summary>
    /// <value>One named <c>backups</c>: the folder of that name beside the configuration.</value>
    public IReadOnlyDictionary<string, DestinationOptions> Destinations { get; init; } = new Dictionary<string, DestinationOptions>();

    /// <summary>The destination that is used where none is named. Needed when there are several.</summary>
    public string? Destination { get; init; }

    /// <summary>Which tables the jobs are about.</summary>
    public TableOptions Tables { get; init; } = new();

    /// <summary>How backups are made.</summary>
    public BackupOptions Backup { get; init; } = new();

    /// <summary>How backups are restored.</summary>
    public RestoreOptions Restore { get; init; } = new();

    /// <summary>How environments are merged.</summary>
    public SyncOptions Sync { get; init; } = new();
}
