using System.Globalization;
using Ferry.Merging;
using Ferry.Sync.History;

namespace Ferry.Sync.Apply;

/// <summary>Applies one database's part of a plan in one transaction: everything or nothing.</summary>
internal sealed class DatabaseApply(SyncTarget target, TimeProvider time)
{
    public async Task RunAsync(SyncDatabasePlan plan, CancellationToken cancellationToken)
    {
        await DemandCurrentAsync(plan, cancellationToken).ConfigureAwait(false);
        var steps = await target.Registry.StepsAsync(plan.Run, cancellationToken).ConfigureAwait(false);
        await target.Connection.BeginAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            foreach (var step in steps.Where(step => step.Phase is StepPhase.Write or StepPhase.Verify or StepPhase.Record))
            {
                await StepAsync(step, plan, cancellationToken).ConfigureAwait(false);
            }

            await target.Registry.SetStateAsync(plan.Run, RunRegistry.Applied, time.GetUtcNow(), cancellationToken).ConfigureAwait(false);
            CrashPoint.Reached("sync.before-commit");
            await target.Connection.CommitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await target.Connection.RollbackAsync(CancellationToken.None).ConfigureAwait(false);
            throw;
        }

        CrashPoint.Reached("sync.committed");
        foreach (var staged in target.Staging.Named("new_").Concat(target.Staging.Named("one_")))
        {
            await target.Staging.DropAsync(staged, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task DemandCurrentAsync(SyncDatabasePlan plan, CancellationToken cancellationToken)
    {
        var runs = await target.Registry.RunsAsync(cancellationToken).ConfigureAwait(false);
        if (!runs.Any(run => run.Id == plan.Run && run.Stamp == plan.Stamp && run.State == RunRegistry.Planned))
        {
            throw Stale(plan, "It has been applied already, or another plan was made since.");
        }
    }

    private async Task StepAsync(SyncStep step, SyncDatabasePlan plan, CancellationToken cancellationToken)
    {
        if (step.Phase == StepPhase.Verify)
        {
            var found = long.Parse((await target.Connection.QueryAsync(step.Sql, cancellationToken).ConfigureAwait(false))[0][0] ?? "0", CultureInfo.InvariantCulture);
            if (found != step.Expected)
            {
                throw new FerryException(
                    FailureKind.Mismatch, "sync.orphans", $"{found} rows of {step.Table} would refer to rows that do not exist; nothing was changed.",
                    "Their parents were removed from the target since the plan was made, or were never there.", "Run ferry sync again.");
            }

            return;
        }

        var changed = await ChangeAsync(step, plan, cancellationToken).ConfigureAwait(false);
        if (step.Phase == StepPhase.Write)
        {
            CrashPoint.Reached("sync.written");
        }

        if (step.Expected is { } expected && changed != expected)
        {
            throw Stale(plan, $"In {step.Table}, {Math.Abs(expected - changed)} of {expected} rows are no longer as they were.");
        }
    }

    private async Task<long> ChangeAsync(SyncStep step, SyncDatabasePlan plan, CancellationToken cancellationToken)
    {
        try
        {
            return await target.Connection.ExecuteAsync(step.Sql, cancellationToken).ConfigureAwait(false);
        }
        catch (FerryException exception) when (exception.Code is MergeFailure.Duplicate)
        {
            throw Stale(plan, $"In {step.Table}, a key that the plan uses is taken by now. {exception.Reason}");
        }
    }

    private static FerryException Stale(SyncDatabasePlan plan, string reason) => new(
        FailureKind.Refused, "sync.stale-plan", $"The plan no longer fits {plan.TargetDisplay}; nothing was changed.", reason, "Run ferry sync again, which makes a new plan.");
}
