using System.Text.Json.Serialization;

namespace Ferry.Sync;

/// <summary>What a sync will do: to be shown, saved and applied. Immutable. It holds counts and samples; the rows themselves lie in the staging area of the target, and a newer plan replaces them.</summary>
public sealed record SyncPlan
{
    /// <summary>Version of the form that plans are saved in.</summary>
    public int Format { get; init; } = 1;

    /// <summary>The environment that rows come from.</summary>
    public required string Source { get; init; }

    /// <summary>The environment that rows are merged into.</summary>
    public required string Target { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>One entry a database.</summary>
    public required IReadOnlyList<SyncDatabasePlan> Databases { get; init; }

    /// <summary>What there is to do.</summary>
    [JsonIgnore]
    public SyncOutcome Outcome =>
        Databases.Any(database => database.Blocked) ? SyncOutcome.Blocked
        : Databases.Any(database => database.Tables.Any(table => table.Conflicts > 0 || table.Skipped > 0)) ? SyncOutcome.Conflicts
        : Databases.Any(database => database.Tables.Any(table => table.Inserted > 0 || table.Updated > 0)) ? SyncOutcome.Changes
        : SyncOutcome.Nothing;
}
