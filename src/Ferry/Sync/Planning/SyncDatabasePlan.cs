using System.Text.Json.Serialization;

namespace Ferry.Sync;

/// <summary>What will be done to one database.</summary>
public sealed record SyncDatabasePlan
{
    /// <summary>The database's key.</summary>
    public required string Key { get; init; }

    /// <summary>Where the rows come from: an address without its password, or the backup's name.</summary>
    public required string SourceDisplay { get; init; }

    /// <summary>Where they go, without a password.</summary>
    public required string TargetDisplay { get; init; }

    /// <summary>The staging area: a database beside the target, or the beginning of the names of tables in the same file.</summary>
    public required string Staging { get; init; }

    /// <summary>Number of the run in the staging area, by which it is applied and undone.</summary>
    public required long Run { get; init; }

    /// <summary>What identifies this plan there; a newer plan gets another.</summary>
    public required string Stamp { get; init; }

    /// <summary>One entry a table that both sides have, in the order in which they are written.</summary>
    public required IReadOnlyList<SyncTablePlan> Tables { get; init; }

    /// <summary>What the user should know: drift between the schemas, triggers, references without a parent.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>Whether a finding forbids to apply the plan.</summary>
    [JsonIgnore]
    public bool Blocked => Findings.Any(finding => finding.Severity == FindingSeverity.Failure);
}
