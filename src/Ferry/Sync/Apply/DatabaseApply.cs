using System.Globalization;
using Ferry.Merging;
using Ferry.Sync.History;

namespace Ferry.Sync.Apply;

/// <summary>Applies one database's part of a plan in one transaction, everything or nothing; one with very many rows in several, which another attempt continues.</summary>
/// <param name="target">The database.</param>
/// <param name="rowsPerTransaction">Up to how many rows are written in one.</param>
/// <param name="time">The clock.</param>
internal sealed class DatabaseApply(SyncTarget target, long rowsPerTransaction, TimeProvider time)
{
    public async Task RunAsync(SyncDatabasePlan plan, CancellationToken cancellationToken)
    {
        var state = await DemandCurrentAsync(plan, cancellationToken).ConfigureAwait(false);
        var steps = (await target.Registry.StepsAsync(plan.Run, cancellationToken).ConfigureAwait(false))
            .Where(step => step.Phase <= StepPhase.Record).ToList();
        if (state == RunRegistry.Planned && plan.Tables.Sum(table => table.Inserted + table.Updated) <= rowsPerTransaction)
        {
            await CommitAsync(plan, steps, () => EndAsync(plan, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await PartsAsync(plan, steps, cancellationToken).ConfigureAwait(false);
        }

        CrashPoint.Reached("sync.committed");
        foreach (var staged in new[] { "new_", "one_", $"{TriggerSteps.Prefix}{plan.Run}_" }.SelectMany(target.Staging.Named))
        {
            await target.Staging.DropAsync(staged, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task PartsAsync(SyncDatabasePlan plan, List<SyncStep> steps, CancellationToken cancellationToken)
    {
        var done = new HashSet<int>(await target.Registry.DoneAsync(plan.Run, cancellationToken).ConfigureAwait(false));
        foreach (var part in steps.GroupBy(step => step.Part).Where(part => !done.Contains(part.Key)).OrderBy(part => part.Key))
        {
            done.Add(part.Key);
            var written = steps.Where(step => step.Phase != StepPhase.Claim && done.Contains(step.Part)).Select(step => step.Table).ToHashSet(StringComparer.OrdinalIgnoreCase);
            var tables = plan.Tables.Where(table => written.Contains(table.Name)).ToList();
            await CommitAsync(
                plan,
                part,
                () => target.Registry.FinishAsync(plan.Run, part.Key, tables, cancellationToken),
                cancellationToken).ConfigureAwait(false);
            CrashPoint.Reached("sync.part-committed");
        }

        await EndAsync(plan, cancellationToken).ConfigureAwait(false);
    }

    private Task EndAsync(SyncDatabasePlan plan, CancellationToken cancellationToken) =>
        target.Registry.SetStateAsync(plan.Run, RunRegistry.Applied, time.GetUtcNow(), cancellationToken);

    private async Task CommitAsync(SyncDatabasePlan plan, IEnumerable<SyncStep> steps, Func<Task> end, CancellationToken cancellationToken)
    {
        await target.Connection.BeginAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            foreach (var step in steps)
            {
                await StepAsync(step, plan, cancellationToken).ConfigureAwait(false);
            }

            await end().ConfigureAwait(false);
            CrashPoint.Reached("sync.before-commit");
            await target.Connection.CommitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await target.Connection.RollbackAsync(CancellationToken.None).ConfigureAwait(false);
            throw;
        }
    }

    private async Task<string> DemandCurrentAsync(SyncDatabasePlan plan, CancellationToken cancellationToken)
    {
        var runs = await target.Registry.RunsAsync(cancellationToken).ConfigureAwait(false);
        return runs.FirstOrDefault(run => run.Id == plan.Run && run.Stamp == plan.Stamp && run.State is RunRegistry.Planned or RunRegistry.Applying)?.State
            ?? throw Stale(plan, "It has been applied already, or another plan was made since.");
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
