using Ferry.Restore;

namespace Ferry.Cli.Output.Documents;

/// <summary>What a restore will do to one table.</summary>
internal sealed record TablePlanDocument(string Name, string Action, long Rows, long ExistingRows)
{
    public static TablePlanDocument From(TableRestorePlan table) => new(
        table.Name,
        table.Action switch
        {
            TableRestoreAction.Create => "create",
            TableRestoreAction.Replace => "replace",
            TableRestoreAction.Remove => "remove",
            _ => "keep",
        },
        table.Rows,
        table.ExistingRows);
}
