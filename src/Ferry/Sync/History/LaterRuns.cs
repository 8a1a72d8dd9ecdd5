using System.Globalization;

namespace Ferry.Sync.History;

/// <summary>Runs that ended after a moment to which the rows have gone back. What they noted is taken back, the latest first, as undoing them would, but for the rows themselves. None of them can be undone any more.</summary>
/// <param name="opened">The target.</param>
/// <param name="moment">The moment.</param>
/// <param name="tables">The tables whose rows have gone back; null for all.</param>
/// <param name="time">The clock.</param>
internal sealed class LaterRuns(SyncTarget opened, DateTimeOffset moment, IReadOnlyCollection<string>? tables, TimeProvider time)
{
    public async Task ForgetAsync(CancellationToken cancellationToken)
    {
        await opened.Registry.DropPlannedAsync(cancellationToken).ConfigureAwait(false);
        foreach (var run in (await opened.Registry.RunsAsync(cancellationToken).ConfigureAwait(false)).Where(IsLater))
        {
            if (run.State == RunRegistry.Applying)
            {
                await opened.Registry.CloseAsync(run.Id, time.GetUtcNow(), cancellationToken).ConfigureAwait(false);
            }

            var steps = await opened.Registry.StepsAsync(run.Id, cancellationToken).ConfigureAwait(false);
            if (steps.Count == 0)
            {
                await ForgetTablesAsync(cancellationToken).ConfigureAwait(false);
                return;
            }

            await ForgetAsync(run, steps.Where(step => step.Phase == StepPhase.Forget && IsRestored(step.Table)), cancellationToken).ConfigureAwait(false);
        }
    }

    private bool IsLater(RunRow run) => run.State is RunRegistry.Applied or RunRegistry.Applying
        && (run.Finished is null || DateTimeOffset.Parse(run.Finished, CultureInfo.InvariantCulture) > moment);

    private bool IsRestored(string table) => tables is null || tables.Contains(table, StringComparer.OrdinalIgnoreCase);

    private async Task ForgetAsync(RunRow run, IEnumerable<SyncStep> steps, CancellationToken cancellationToken)
    {
        await opened.Connection.BeginAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            foreach (var step in steps)
            {
                await opened.Connection.ExecuteAsync(step.Sql, cancellationToken).ConfigureAwait(false);
            }

            if (tables is null)
            {
                await opened.Registry.SetStateAsync(run.Id, RunRegistry.Undone, time.GetUtcNow(), cancellationToken).ConfigureAwait(false);
            }

            await opened.Connection.CommitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await opened.Connection.RollbackAsync(CancellationToken.None).ConfigureAwait(false);
            throw;
        }

        await opened.Registry.DropJournalAsync(run.Id, cancellationToken).ConfigureAwait(false);
    }

    // The journals of the run, and of those before it, are not kept any more.
    private async Task ForgetTablesAsync(CancellationToken cancellationToken)
    {
        foreach (var shape in (await opened.Database.ReadShapesAsync(cancellationToken).ConfigureAwait(false)).Where(shape => IsRestored(shape.Name)))
        {
            await RestoredRows.ForgetAsync(opened, shape.Name, cancellationToken).ConfigureAwait(false);
        }

        if (tables is null)
        {
            await opened.Moment.ForgetAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
