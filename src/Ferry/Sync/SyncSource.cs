using Ferry.Archives;
using Ferry.Databases;

namespace Ferry.Sync;

/// <summary>Where a sync takes its rows from: live databases, or a backup. Either is only ever read.</summary>
public sealed record SyncSource
{
    /// <summary>The environment's name. What is remembered of earlier syncs is kept under it, also when the rows come from one of its backups.</summary>
    public required string Environment { get; init; }

    /// <summary>Whether that environment is protected: its personal columns must be spoken of, one by one.</summary>
    public bool Protected { get; init; }

    /// <summary>Live databases by key; empty when <see cref="Archive"/> is given.</summary>
    public IReadOnlyDictionary<string, DatabaseTarget> Databases { get; init; } = new Dictionary<string, DatabaseTarget>();

    /// <summary>The backup; null for live databases.</summary>
    public ArchiveReference? Archive { get; init; }
}
