using Ferry.Archives;
using Ferry.Databases;
using Ferry.Guards;
using Ferry.Storage;

namespace Ferry.Restore;

/// <summary>What to restore, and into what.</summary>
public sealed record RestoreRequest
{
    /// <summary>The archive.</summary>
    public required ArchiveReference Archive { get; init; }

    /// <summary>Targets by database key; keys that the archive lacks are ignored.</summary>
    public required IReadOnlyDictionary<string, DatabaseTarget> Targets { get; init; }

    /// <summary>Name of the environment that the targets belong to.</summary>
    public required string Environment { get; init; }

    /// <summary>Whether that environment is protected.</summary>
    public bool Protected { get; init; }

    /// <summary>The protected environment's name, when the user has typed it; anything else is refused.</summary>
    public string? Confirmation { get; init; }

    /// <summary>Databases that may not be written to under any name before their environment's name was typed.</summary>
    public IReadOnlyList<ProtectedDatabase> ProtectedDatabases { get; init; } = [];

    /// <summary>Only the database with this key; null for all.</summary>
    public string? Database { get; init; }

    /// <summary>Only these tables; empty for all.</summary>
    public IReadOnlyList<string> Tables { get; init; } = [];

    /// <summary>Whether tables that are damaged in the archive are left out and named, and the others restored; otherwise any damage ends the restore.</summary>
    public bool Salvage { get; init; }

    /// <summary>Where a safety backup of a target with data in it goes; null is refused when there is data.</summary>
    public IStorage? SafetyDestination { get; init; }

    /// <summary>Application name for the safety backup.</summary>
    public string Application { get; init; } = "ferry";

    /// <summary>Loaders at once, at least 1.</summary>
    /// <value>2.</value>
    public int Workers { get; init; } = 2;

    /// <summary>Below how many bytes of rows a table's keys are filled row by row, because that takes less time than a statement that builds them; 0 for none.</summary>
    /// <value>1 MiB.</value>
    public long SmallTableBytes { get; init; } = UsualSmallTableBytes;

    internal const long UsualSmallTableBytes = 1 << 20;
}
