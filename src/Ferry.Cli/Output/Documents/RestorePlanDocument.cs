using Ferry.Restore;

namespace Ferry.Cli.Output.Documents;

/// <summary>What a restore will do, before it does it.</summary>
internal sealed record RestorePlanDocument(
    string Name, string Environment, DateTimeOffset CreatedAt, string Into, bool Protected, bool ReplacesData,
    IReadOnlyList<DatabasePlanDocument> Databases, IReadOnlyList<FindingDocument> Findings) : LineDocument("plan")
{
    public static RestorePlanDocument From(RestorePlan plan) => new(
        plan.Request.Archive.ShortName, plan.Manifest.Environment, plan.Manifest.CreatedAt, plan.Request.Environment, plan.Request.Protected,
        plan.ReplacesData, [.. plan.Databases.Select(DatabasePlanDocument.From)], FindingDocument.From(plan.Findings));
}
