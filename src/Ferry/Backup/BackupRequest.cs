using Ferry.Databases;
using Ferry.Schema;
using Ferry.Storage;

namespace Ferry.Backup;

/// <summary>What to back up, where to, and how.</summary>
public sealed record BackupRequest
{
    /// <summary>Application name; becomes the folder in the destination.</summary>
    public required string Application { get; init; }

    /// <summary>Environment name; becomes the start of the archive's name.</summary>
    public required string Environment { get; init; }

    /// <summary>The databases to read, by key.</summary>
    public required IReadOnlyDictionary<string, DatabaseTarget> Databases { get; init; }

    /// <summary>Where the archive goes.</summary>
    public required IStorage Destination { get; init; }

    /// <summary>Which tables, and with what content.</summary>
    public TableSelection Selection { get; init; } = TableSelection.All;

    /// <summary>Readers at once, at least 1.</summary>
    /// <value>2.</value>
    public int Workers { get; init; } = 2;

    /// <summary>Wanted size of a chunk's rows in bytes, uncompressed; at least 1 MiB.</summary>
    /// <value>64 MiB.</value>
    public long ChunkBytes { get; init; } = 64L << 20;

    /// <summary>zstd level, 1 to 19.</summary>
    /// <value>1, the fastest; by measurement the server is then the limit.</value>
    public int CompressionLevel { get; init; } = 1;

    /// <summary>The longest that writers may be kept waiting while the snapshot opens.</summary>
    /// <value>10 seconds.</value>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The longest without a single byte moving before the run is given up.</summary>
    /// <value>5 minutes.</value>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Whether to go on, and end with warnings, when objects cannot be read whole.</summary>
    public bool AllowOmissions { get; init; }
}
