using Ferry.Cli.Hosting;
using Ferry.Sync;

namespace Ferry.Cli.Commands.Sync;

/// <summary>Asks, and applies a plan that was shown.</summary>
internal sealed class SyncApplication(SyncScene scene, SyncEngine engine, SyncShowing showing)
{
    public async Task<int> RunAsync(SyncPlan plan, bool force, CancellationToken cancellationToken)
    {
        if (plan.Outcome == SyncOutcome.Blocked)
        {
            throw new FerryException(
                FailureKind.Refused, "sync.blocked", "The plan cannot be applied; nothing was changed.",
                plan.Databases.SelectMany(database => database.Findings).First(finding => finding.Severity == FindingSeverity.Failure).Message,
                "Deal with what the plan marks with ✗, then sync again.");
        }

        if (SyncShowing.Writes(plan) && !await IsWantedAsync(plan, force, cancellationToken))
        {
            throw new FerryException(FailureKind.Refused, "sync.declined", "Nothing was changed.", "You said no.", scene.Context.Typed("sync"));
        }

        var result = await scene.RunAtTargetAsync(
            (request, token) => scene.Context.Output.ProgressAsync($"sync {plan.Target}", progress => engine.ApplyAsync(plan, request, progress, token)), cancellationToken);
        var code = showing.Done(result);
        if (SyncShowing.Writes(plan) && !force)
        {
            await new IdentitySettings(scene.Context, scene.Configuration).KeepAsync(scene.Configuration.SettingsFile is null ? [] : IdentitySettings.Inferred(plan), cancellationToken);
        }

        return code;
    }

    private async Task<bool> IsWantedAsync(SyncPlan plan, bool force, CancellationToken cancellationToken)
    {
        if (force)
        {
            return true;
        }

        var ask = scene.Context.Ask;
        return ask.Possible
            ? await ask.ConfirmAsync($"Merge this into {plan.Target}?", preset: !plan.Databases.Any(database => database.Tables.Any(table => table.ConfirmIdentity)), cancellationToken)
            : throw UsageError.MustSay("That the plan may be applied", "Add --force, or --dry-run to look only.");
    }
}
