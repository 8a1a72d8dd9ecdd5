using Ferry.Archives;

namespace Ferry.Restore;

/// <summary>What a restore will do. A value: shown, asked about, then applied.</summary>
/// <param name="Request">What was asked for.</param>
/// <param name="Manifest">What the archive holds.</param>
/// <param name="Databases">One entry a database.</param>
/// <param name="Findings">What stands in the way (failures) or deserves a look (warnings).</param>
public sealed record RestorePlan(
    RestoreRequest Request, Manifest Manifest, IReadOnlyList<DatabaseRestorePlan> Databases, IReadOnlyList<Finding> Findings)
{
    /// <summary>Whether something that exists will be replaced or removed, so that a person should be asked.</summary>
    public bool ReplacesData => Databases.Any(database => database.Mode != RestoreMode.Create);

    /// <summary>Whether a finding forbids to apply the plan.</summary>
    public bool Blocked => Findings.Any(finding => finding.Severity == FindingSeverity.Failure);
}
