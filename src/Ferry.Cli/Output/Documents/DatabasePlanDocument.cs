using Ferry.Restore;

namespace Ferry.Cli.Output.Documents;

/// <summary>What a restore will do to one database.</summary>
internal sealed record DatabasePlanDocument(
    string Key, string Target, string Mode, long Rows, long Bytes, IReadOnlyList<TablePlanDocument> Tables)
{
    public static DatabasePlanDocument From(DatabaseRestorePlan plan) => new(
        plan.Key, plan.Target.Display, plan.Mode.ToString().ToLowerInvariant(), plan.Rows, plan.Bytes,
        [.. plan.Tables.Select(TablePlanDocument.From)]);
}
