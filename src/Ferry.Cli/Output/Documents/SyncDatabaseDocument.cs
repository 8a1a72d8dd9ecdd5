using Ferry.Sync;

namespace Ferry.Cli.Output.Documents;

/// <summary>What a sync will do to one database.</summary>
internal sealed record SyncDatabaseDocument(
    string Key, string Source, string Target, string Staging, long Run, IReadOnlyList<SyncTableDocument> Tables, IReadOnlyList<FindingDocument> Findings)
{
    public static SyncDatabaseDocument From(SyncDatabasePlan plan) => new(
        plan.Key, plan.SourceDisplay, plan.TargetDisplay, plan.Staging, plan.Run, [.. plan.Tables.Select(SyncTableDocument.From)], FindingDocument.From(plan.Findings));
}
