using Ferry.Loading;
using Ferry.MySql.Connections;
using Ferry.MySql.Dialects;

namespace Ferry.MySql.Loading.Swap;

/// <summary>Puts a target back as its journal says: after a step that failed, or after a run that was killed.</summary>
internal sealed class SwapRecovery(ServerConnection connection, SwapSteps steps)
{
    private const string Action = "Putting the target back";

    /// <summary>Undoes a swap that did not end. Does nothing when none is found; each step may have happened already.</summary>
    /// <param name="scratch">The scratch database of that swap.</param>
    /// <param name="cancellationToken">Ends it; the next attempt goes on where this one stopped.</param>
    /// <returns>What that swap had done to the target.</returns>
    public async ValueTask<InterruptedSwap> RecoverAsync(string scratch, CancellationToken cancellationToken)
    {
        var aside = SwapJournal.AsideOf(scratch);
        var left = InterruptedSwap.None;
        if (await new SwapJournalStore(connection, steps).ReadAsync(aside, cancellationToken).ConfigureAwait(false) is var (journal, done))
        {
            left = done ? InterruptedSwap.Replaced : InterruptedSwap.PutBack;
            if (!done)
            {
                await UndoAsync(journal, cancellationToken).ConfigureAwait(false);
            }
        }

        await steps.RunAsync([$"DROP DATABASE IF EXISTS {Quote.Identifier(aside)}"], Action, cancellationToken).ConfigureAwait(false);
        return left;
    }

    /// <summary>Undoes every step of a swap, in the opposite order.</summary>
    /// <param name="journal">What was written down before the first step.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async ValueTask UndoAsync(SwapJournal journal, CancellationToken cancellationToken)
    {
        if (journal.Created)
        {
            await RemoveAsync(journal, cancellationToken).ConfigureAwait(false);
            return;
        }

        await steps.DropCodeAsync(journal, cancellationToken).ConfigureAwait(false);
        var keys = new ForeignKeysInto(connection);
        if (await steps.HasMovedAsync(journal, cancellationToken).ConfigureAwait(false))
        {
            var (detach, _) = await keys.ReadAsync(journal.Target, journal.NewTables.ToHashSet(StringComparer.Ordinal), cancellationToken).ConfigureAwait(false);
            await steps.RunAsync(detach, Action, cancellationToken).ConfigureAwait(false);
            await steps.MoveBackAsync(journal, cancellationToken).ConfigureAwait(false);
        }

        var (attached, _) = await keys.ReadAsync(journal.Target, journal.OldTables.ToHashSet(StringComparer.Ordinal), cancellationToken).ConfigureAwait(false);
        await steps.RunAsync(attached, Action, cancellationToken).ConfigureAwait(false);
        await steps.RunAsync(journal.Attach, Action, cancellationToken).ConfigureAwait(false);
        if (journal.Collation is not null)
        {
            await steps.RunAsync([$"ALTER DATABASE {Quote.Identifier(journal.Target)} COLLATE {journal.Collation}"], Action, cancellationToken).ConfigureAwait(false);
        }

        await steps.UseAsync(journal.Target, cancellationToken).ConfigureAwait(false);
        await steps.RunAsync(journal.OldCode, cancellationToken).ConfigureAwait(false);
    }

    // A target that did not exist holds nothing but what the swap put there.
    private async ValueTask RemoveAsync(SwapJournal journal, CancellationToken cancellationToken)
    {
        var contents = new DatabaseContents(connection);
        var tables = await contents.TablesAsync(journal.Target, cancellationToken).ConfigureAwait(false);
        if (tables.Except(journal.NewTables, StringComparer.OrdinalIgnoreCase).Any())
        {
            throw new FerryException(
                FailureKind.Destination, "mysql.swap-undo", $"Database {journal.Target} is not removed again.",
                "It holds tables that this restore did not put there.", $"Look into {journal.Target} and {journal.Aside}, then drop what is left over.");
        }

        await steps.RunAsync([$"DROP DATABASE IF EXISTS {Quote.Identifier(journal.Target)}"], Action, cancellationToken).ConfigureAwait(false);
    }
}
