using Ferry.Databases;
using Ferry.Environments;
using Ferry.Schema;
using Ferry.Storage;
using Ferry.Sync.Detection;
using Ferry.Sync.Masking;

namespace Ferry.Sync;

/// <summary>What to merge, and into what.</summary>
public sealed record SyncRequest
{
    /// <summary>Where the rows come from.</summary>
    public required SyncSource Source { get; init; }

    /// <summary>Targets by database key. Keys that the source lacks are left alone.</summary>
    public required IReadOnlyDictionary<string, DatabaseTarget> Targets { get; init; }

    /// <summary>Name of the environment that the targets belong to.</summary>
    public required string Environment { get; init; }

    /// <summary>Whether that environment is protected.</summary>
    public bool Protected { get; init; }

    /// <summary>The protected environment's name, when the user has typed it; anything else is refused.</summary>
    public string? Confirmation { get; init; }

    /// <summary>Only the database with this key; null for all.</summary>
    public string? Database { get; init; }

    /// <summary>Which tables; those that they cannot do without are looked at too.</summary>
    public TableSelection Selection { get; init; } = TableSelection.All;

    /// <summary>How rows are recognised and merged.</summary>
    public SyncOptions Options { get; init; } = new();

    /// <summary>Whether someone is there to look at the plan. Without anyone, rows are only recognised by what is configured, recorded or proven.</summary>
    /// <value>True.</value>
    public bool Attended { get; init; } = true;

    /// <summary>What a person has said about conflicts of the plan before; <see cref="SyncTablePlan.Questions"/> says which there are.</summary>
    /// <value><see cref="SyncAnswers.None"/>.</value>
    public SyncAnswers Answers { get; init; } = SyncAnswers.None;

    /// <summary>What takes the place of personal values before they are staged.</summary>
    /// <value><see cref="MaskingRules.None"/>.</value>
    public MaskingRules Masks { get; init; } = MaskingRules.None;

    /// <summary>The key that masked values are derived from; needed when there are rules.</summary>
    public MaskKey? MaskKey { get; init; }

    /// <summary>Whether to trust no sign that a table is unchanged, and no watermark, and to compare all of its rows.</summary>
    /// <value>False.</value>
    public bool Verify { get; init; }

    /// <summary>Where the safety backup before the first write goes; null for none.</summary>
    public IStorage? SafetyDestination { get; init; }

    /// <summary>Application name for the safety backup.</summary>
    public string Application { get; init; } = "ferry";

    /// <summary>Up to how many rows a database is written in one transaction. What has more is written in several, parents first: each holds tables that refer to each other in a circle, or
    /// one table, and a run that breaks off between them is finished by the next one.</summary>
    /// <value>1,000,000.</value>
    public long RowsPerTransaction { get; init; } = 1_000_000;

    /// <summary>In which sizes the source is digested and read. The result does not depend on it.</summary>
    internal DetectionOptions Detection { get; init; } = new() { Key = ReadOnlyMemory<byte>.Empty };

    /// <summary>Readers and loaders at once, at least 1.</summary>
    /// <value>2.</value>
    public int Workers { get; init; } = 2;

    /// <summary>The longest that the source's writers may be held up by the snapshot.</summary>
    /// <value>10 seconds.</value>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(10);
}
