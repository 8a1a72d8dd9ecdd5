using Ferry.Merging;
using Ferry.Sync.History;
using Ferry.Sync.Planning;
using Ferry.Sync.Staging;

namespace Ferry.Sync.Apply;

/// <summary>Applies one database's part of a plan in one transaction, everything or nothing; one with very many rows in several, which another attempt continues.</summary>
/// <param name="target">The database.</param>
/// <param name="rowsPerTransaction">Up to how many rows are written in one.</param>
/// <param name="workers">How many transactions may be open at a time, where there are several.</param>
/// <param name="time">The clock.</param>
internal sealed class DatabaseApply(SyncTarget target, long rowsPerTransaction, int workers, TimeProvider time) : IDisposable
{
    // Notes are written to tables that all parts share: those that are written at the same time take turns with them, and with their commits.
    private readonly SemaphoreSlim _turn = new(1, 1);

    public async Task RunAsync(SyncDatabasePlan plan, CancellationToken cancellationToken)
    {
        var state = await DemandCurrentAsync(plan, cancellationToken).ConfigureAwait(false);
        var steps = (await target.Registry.StepsAsync(plan.Run, cancellationToken).ConfigureAwait(false))
            .Where(step => step.Phase <= StepPhase.Note).ToList();
        if (state == RunRegistry.Planned && plan.Tables.Sum(table => table.Inserted + table.Updated) <= rowsPerTransaction)
        {
            await CommitAsync(target.Connection, plan, steps, () => EndAsync(plan, cancellationToken), cancellationToken).ConfigureAwait(false);
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

    public void Dispose() => _turn.Dispose();

    private async Task PartsAsync(SyncDatabasePlan plan, List<SyncStep> steps, CancellationToken cancellationToken)
    {
        var all = RunPart.Of(steps, plan.Tables);
        var done = await target.Registry.DoneAsync(plan.Run, cancellationToken).ConfigureAwait(false);
        var committed = new List<RunPart>(all.Where(part => done.Contains(part.Number)));
        var left = all.Except(committed).ToList();
        var lanes = await Lanes.OpenAsync(target, Math.Min(workers, left.Count), cancellationToken).ConfigureAwait(false);
        await using var closing = lanes.ConfigureAwait(false);
        await lanes.RunAsync(
            left,
            (one, other) => other.Follows(one),
            async (lane, part, token) =>
            {
                await CommitAsync(lane.Connection, plan, part.Steps, () => FinishAsync(lane, part), token).ConfigureAwait(false);
                CrashPoint.Reached("sync.part-committed");

                Task FinishAsync(Lane finishing, RunPart finished)
                {
                    committed.Add(finished);
                    var written = committed.SelectMany(each => each.Tables).ToHashSet(StringComparer.OrdinalIgnoreCase);
                    return target.Registry.Over(finishing.Connection).FinishAsync(plan.Run, finished.Number, [.. plan.Tables.Where(table => written.Contains(table.Name))], token);
                }
            },
            part => part.Size,
            cancellationToken).ConfigureAwait(false);
        await EndAsync(plan, cancellationToken).ConfigureAwait(false);
    }

    private Task EndAsync(SyncDatabasePlan plan, CancellationToken cancellationToken) =>
        target.Registry.SetStateAsync(plan.Run, RunRegistry.Applied, time.GetUtcNow(), cancellationToken);

    private async Task CommitAsync(IMergeConnection connection, SyncDatabasePlan plan, IReadOnlyList<SyncStep> steps, Func<Task> end, CancellationToken cancellationToken)
    {
        await connection.BeginAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await RunAsync(connection, steps.Where(step => step.Phase < StepPhase.Note), plan, cancellationToken).ConfigureAwait(false);
            await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                await RunAsync(connection, steps.Where(step => step.Phase == StepPhase.Note), plan, cancellationToken).ConfigureAwait(false);
                await end().ConfigureAwait(false);
                CrashPoint.Reached("sync.before-commit");
                await connection.CommitAsync(cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                _ = _turn.Release();
            }
        }
        catch
        {
            await connection.RollbackAsync(CancellationToken.None).ConfigureAwait(false);
            throw;
        }
    }

    private async Task<string> DemandCurrentAsync(SyncDatabasePlan plan, CancellationToken cancellationToken)
    {
        var runs = await target.Registry.RunsAsync(cancellationToken).ConfigureAwait(false);
        return runs.FirstOrDefault(run => run.Id == plan.Run && run.Stamp == plan.Stamp && run.State is RunRegistry.Planned or RunRegistry.Applying)?.State
            ?? throw Stale(plan, "It has been applied already, or another plan was made since.");
    }

    private static async Task RunAsync(IMergeConnection connection, IEnumerable<SyncStep> steps, SyncDatabasePlan plan, CancellationToken cancellationToken)
    {
        foreach (var step in steps)
        {
            await StepAsync(connection, step, plan, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task StepAsync(IMergeConnection connection, SyncStep step, SyncDatabasePlan plan, CancellationToken cancellationToken)
    {
        if (step.Phase is StepPhase.Recheck or StepPhase.Verify)
        {
            var found = await connection.CountAsync(step.Sql, cancellationToken).ConfigureAwait(false);
            if (found != step.Expected && step.Phase == StepPhase.Recheck)
            {
                throw Stale(plan, $"In {step.Table}, {Math.Abs(found - step.Expected ?? 0)} of the rows that come in or change refer to one that has gone, or has come back.");
            }

            if (found != step.Expected)
            {
                throw Orphans($"{found} rows", step);
            }

            return;
        }

        var changed = await ChangeAsync(connection, step, plan, cancellationToken).ConfigureAwait(false);
        if (step.Phase == StepPhase.Write)
        {
            CrashPoint.Reached("sync.written");
        }

        if (step.Expected is { } expected && changed != expected)
        {
            throw Stale(plan, $"In {step.Table}, {Math.Abs(expected - changed)} of {expected} rows are no longer as they were.");
        }
    }

    private static async Task<long> ChangeAsync(IMergeConnection connection, SyncStep step, SyncDatabasePlan plan, CancellationToken cancellationToken)
    {
        try
        {
            return await connection.ExecuteAsync(step.Sql, cancellationToken).ConfigureAwait(false);
        }
        catch (FerryException exception) when (exception.Code is MergeFailure.Duplicate)
        {
            throw Stale(plan, $"In {step.Table}, a key that the plan uses is taken by now. {exception.Reason}");
        }
        catch (FerryException exception) when (exception.Code is MergeFailure.Null)
        {
            throw Stale(plan, $"In {step.Table}, a row that is needed is gone. {exception.Reason}");
        }
        catch (FerryException exception) when (exception.Code is MergeFailure.Orphan)
        {
            throw Orphans("Rows", step, $" {exception.Reason}");
        }
    }

    private static FerryException Orphans(string rows, SyncStep step, string said = "") => new(
        FailureKind.Mismatch, "sync.orphans", $"{rows} of {step.Table} would refer to rows that do not exist; nothing was changed.",
        $"Their parents were removed from the target since the plan was made, or were never there.{said}", "Run ferry sync again.");

    private static FerryException Stale(SyncDatabasePlan plan, string reason) => new(
        FailureKind.Refused, "sync.stale-plan", $"The plan no longer fits {plan.TargetDisplay}; nothing was changed.", reason, "Run ferry sync again, which makes a new plan.");
}
