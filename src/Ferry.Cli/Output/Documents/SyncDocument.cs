using Ferry.Sync;

namespace Ferry.Cli.Output.Documents;

/// <summary>The result of <c>ferry sync</c>; <c>State</c> is planned, saved or applied.</summary>
internal sealed record SyncDocument(
    string State, string Source, string Into, string Outcome, int Tables, long Inserted, long Updated, long Adopted, long Conflicts, long Skipped,
    double? Seconds, string? SafetyBackup, IReadOnlyList<string> Staging, IReadOnlyList<FindingDocument> Warnings) : LineDocument("result")
{
    public static SyncDocument From(SyncResult result) => Of(result.Plan, "applied") with
    {
        Seconds = Math.Round(result.Elapsed.TotalSeconds, 3),
        SafetyBackup = result.Safety?.ShortName,
        Warnings = FindingDocument.From(result.Warnings),
    };

    public static SyncDocument Of(SyncPlan plan, string state)
    {
        var tables = plan.Databases.SelectMany(database => database.Tables).ToList();
        return new(
            state, plan.Source, plan.Target, SyncPlanDocument.OutcomeOf(plan), tables.Count, tables.Sum(table => table.Inserted), tables.Sum(table => table.Updated),
            tables.Sum(table => table.Adopted), tables.Sum(table => table.Conflicts), tables.Sum(table => table.Skipped),
            null, null, [.. plan.Databases.Select(database => database.Staging)], []);
    }
}
