using Ferry.Merging;
using Ferry.Sync.History;

namespace Ferry.Sync.Undo;

/// <summary>Undoes the latest run of one database in one transaction.</summary>
internal sealed class DatabaseUndo(SyncTarget target, TimeProvider time)
{
    public async Task<UndoResult> RunAsync(string key, long? wanted, CancellationToken cancellationToken)
    {
        var runs = await target.Registry.RunsAsync(cancellationToken).ConfigureAwait(false);
        var latest = runs.FirstOrDefault(run => run.Undoable);
        if (latest is null || (wanted is not null && wanted != latest.Id))
        {
            return wanted is null ? UndoResult.Nothing(key) : throw NotLatest(wanted.Value, latest?.Id);
        }

        await target.Registry.DropPlannedAsync(cancellationToken).ConfigureAwait(false);
        if (latest.State == RunRegistry.Applying)
        {
            await target.Registry.CloseAsync(latest.Id, time.GetUtcNow(), cancellationToken).ConfigureAwait(false);
        }

        var steps = await target.Registry.StepsAsync(latest.Id, cancellationToken).ConfigureAwait(false);
        if (steps.Count == 0)
        {
            throw NotLatest(latest.Id, null);
        }

        await target.Connection.BeginAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var result = await RunAsync(key, latest, steps, cancellationToken).ConfigureAwait(false);
            await target.Registry.SetStateAsync(latest.Id, RunRegistry.Undone, time.GetUtcNow(), cancellationToken).ConfigureAwait(false);
            CrashPoint.Reached("sync.before-undo-commit");
            await target.Connection.CommitAsync(cancellationToken).ConfigureAwait(false);
            return result;
        }
        catch
        {
            await target.Connection.RollbackAsync(CancellationToken.None).ConfigureAwait(false);
            throw;
        }
    }

    private async Task<UndoResult> RunAsync(string key, RunRow run, IReadOnlyList<SyncStep> steps, CancellationToken cancellationToken)
    {
        var (removed, restored, settled) = (0L, 0L, false);
        foreach (var step in steps.Where(step => step.Phase >= StepPhase.Uncompute && !IsRepeated(step)))
        {
            if (step.Phase >= StepPhase.Strike && !settled)
            {
                restored -= await SettleAsync([.. steps.Where(IsRepeated)], cancellationToken).ConfigureAwait(false);
                settled = true;
            }

            if (step.Phase == StepPhase.Remove)
            {
                removed += await target.Connection.RemoveAsync(Removal(run.Id, step), cancellationToken).ConfigureAwait(false);
                continue;
            }

            if (step.Phase == StepPhase.RemoveCopies)
            {
                removed += await target.Connection.RemoveCopiesAsync(CopyUndo.Removal(run.Id, step), cancellationToken).ConfigureAwait(false);
                continue;
            }

            var changed = await target.Connection.ExecuteAsync(step.Sql, cancellationToken).ConfigureAwait(false);
            restored += step.Phase == StepPhase.Choose ? changed : 0;
        }

        return new UndoResult(key, run.Id, removed, restored, run.Inserted + run.Updated - removed - restored) { Forgotten = run.Adopted };
    }

    private static bool IsRepeated(SyncStep step) => step.Phase is StepPhase.Spare or StepPhase.Yield;

    // A row that is spared may have a value that another one would get back; that one stays as it is then, and so does the row that it refers to.
    private async Task<long> SettleAsync(IReadOnlyList<SyncStep> steps, CancellationToken cancellationToken)
    {
        var yielded = 0L;
        for (var moved = true; moved;)
        {
            moved = false;
            foreach (var step in steps)
            {
                var changed = await target.Connection.ExecuteAsync(step.Sql, cancellationToken).ConfigureAwait(false);
                yielded += step.Phase == StepPhase.Yield ? changed : 0;
                moved |= changed > 0;
            }
        }

        return yielded;
    }

    private static InsertedRows Removal(long run, SyncStep step)
    {
        var key = step.Sql.Split('|').Select(Uri.UnescapeDataString).ToList();
        return new InsertedRows(step.Table, key, TableUndo.ListNameOf(run, step.Table), [.. key.Select((_, index) => $"t{index + 1}")]);
    }

    public static FerryException NotLatest(long wanted, long? latest) => new(
        FailureKind.Refused, "sync.not-the-latest", $"Run {wanted} cannot be undone; nothing was changed.",
        latest is null ? "There is no run that could be." : $"Runs are undone in reverse order, and the latest that changed something is {latest}.",
        latest is null ? "See ferry sync history." : "Run ferry sync undo without a number.");
}
