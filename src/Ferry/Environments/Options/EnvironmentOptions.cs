namespace Ferry.Environments;

/// <summary>A named place where databases live. What it says about the jobs goes before the general settings, key by key.</summary>
public sealed class EnvironmentOptions
{
    /// <summary>Whether Ferry refuses to write to it without being told twice.</summary>
    /// <value>True for an environment named production or prod, else false.</value>
    public bool? Protected { get; init; }

    /// <summary>Its databases, by key.</summary>
    public IReadOnlyDictionary<string, DatabaseOptions> Databases { get; init; } = new Dictionary<string, DatabaseOptions>();

    /// <summary>The SSH server that its databases are reached through, unless it is the current environment.</summary>
    public SshOptions? Ssh { get; init; }

    /// <summary>Where its archives are kept, by name, beside the general destinations.</summary>
    [Inherited]
    public IReadOnlyDictionary<string, DestinationOptions> Destinations { get; init; } = new Dictionary<string, DestinationOptions>();

    /// <summary>The destination that is used where none is named.</summary>
    [Inherited]
    public string? Destination { get; init; }

    /// <summary>Which tables the jobs are about.</summary>
    [Inherited]
    public TableOptions Tables { get; init; } = new();

    /// <summary>How backups are made.</summary>
    [Inherited]
    public BackupOptions Backup { get; init; } = new();

    /// <summary>How backups are restored.</summary>
    [Inherited]
    public RestoreOptions Restore { get; init; } = new();

    /// <summary>How environments are merged.</summary>
    [Inherited]
    public SyncOptions Sync { get; init; } = new();
}
