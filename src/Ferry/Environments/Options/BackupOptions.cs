using System.ComponentModel.DataAnnotations;

namespace Ferry.Environments;

/// <summary>How backups are made.</summary>
public sealed class BackupOptions
{
    /// <summary>Readers at once.</summary>
    /// <value>2.</value>
    [Range(1, 64)]
    public int Workers { get; init; } = 2;

    /// <summary>Wanted size of a chunk's rows, uncompressed.</summary>
    /// <value>64 MiB.</value>
    [ByteSizeRange("1MiB", "1GiB")]
    public ByteSize ChunkSize { get; init; } = ByteSize.FromMebibytes(64);

    /// <summary>zstd level; 1 is the fastest.</summary>
    /// <value>1.</value>
    [Range(1, 19)]
    public int CompressionLevel { get; init; } = 1;

    /// <summary>The longest that writers may be kept waiting while the snapshot opens.</summary>
    /// <value>10 seconds.</value>
    [TimeSpanRange("1s", "1h")]
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The longest without a single byte moving before the run is given up.</summary>
    /// <value>5 minutes.</value>
    [TimeSpanRange("1s", "24h")]
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Whether to go on, and end with warnings, when objects cannot be read whole.</summary>
    /// <value>False.</value>
    public bool AllowOmissions { get; init; }
}
