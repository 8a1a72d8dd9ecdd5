using Ferry.Sync;

namespace Ferry.Cli.Output.Documents;

/// <summary>What a sync will do, before it does it.</summary>
internal sealed record SyncPlanDocument(
    string Source, string Into, DateTimeOffset CreatedAt, string Outcome, IReadOnlyList<SyncDatabaseDocument> Databases) : LineDocument("plan")
{
    public static SyncPlanDocument From(SyncPlan plan) => new(
        plan.Source, plan.Target, plan.CreatedAt, OutcomeOf(plan), [.. plan.Databases.Select(SyncDatabaseDocument.From)]);

    public static string OutcomeOf(SyncPlan plan) => plan.Outcome switch
    {
        SyncOutcome.Nothing => "nothing",
        SyncOutcome.Changes => "changes",
        SyncOutcome.Conflicts => "conflicts",
        _ => "blocked",
    };
}
