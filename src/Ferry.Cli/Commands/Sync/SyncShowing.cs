using Ferry.Cli.Hosting;
using Ferry.Cli.Output.Documents;
using Ferry.Cli.Output.Views;
using Ferry.Sync;

namespace Ferry.Cli.Commands.Sync;

/// <summary>Prints plans and results of syncs, and knows their exit codes.</summary>
internal sealed class SyncShowing(CliContext context)
{
    public static bool Writes(SyncPlan plan) => plan.Databases.Any(database => database.Tables.Any(table => table.Inserted + table.Updated > 0));

    public void Plan(SyncPlan plan) => context.Output.Interim(
        SyncPlanDocument.From(plan), DocumentContext.Default.SyncPlanDocument, SyncPlanView.Render);

    public int DryRun(SyncPlan plan) => Ended(plan, SyncDocument.Of(plan, "planned"), null);

    public int Saved(SyncPlan plan, string file) => Ended(plan, SyncDocument.Of(plan, "saved"), context.Typed($"sync apply {CliContext.ShellWord(file)}"));

    public int Done(SyncResult result)
    {
        var document = SyncDocument.From(result);
        var code = Ended(result.Plan, document, context.Typed($"sync undo --env {CliContext.ShellWord(document.Source)} --into {CliContext.ShellWord(document.Into)}"));
        return code == ExitCode.Ok ? ExitCode.For(result.Warnings) : code;
    }

    private int Ended(SyncPlan plan, SyncDocument document, string? next)
    {
        context.Output.Result(document, DocumentContext.Default.SyncDocument, (console, shown) => SyncView.Render(console, shown, next));
        return plan.Outcome switch
        {
            SyncOutcome.Blocked => (int)FailureKind.Refused,
            SyncOutcome.Conflicts => ExitCode.Warnings,
            _ => ExitCode.Ok,
        };
    }
}
