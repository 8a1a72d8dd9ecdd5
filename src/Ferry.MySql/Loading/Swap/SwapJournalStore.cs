using System.Text.Json;
using Ferry.MySql.Connections;
using Ferry.MySql.Dialects;

namespace Ferry.MySql.Loading.Swap;

/// <summary>Keeps the journal in a table of the aside database, where a swap that was killed is found again.</summary>
internal sealed class SwapJournalStore(ServerConnection connection, SwapSteps steps)
{
    /// <summary>Name of the journal's table; no table that moves aside may bear it.</summary>
    public const string Table = "ferry_swap_journal";

    private const string Action = "Keeping the journal of the swap";

    /// <summary>Makes the aside database with the journal in it.</summary>
    public async ValueTask WriteAsync(SwapJournal journal, CancellationToken cancellationToken)
    {
        var aside = Quote.Identifier(journal.Aside);
        await steps.RunAsync(
            [
                $"CREATE DATABASE {aside}",
                $"CREATE TABLE {aside}.{Table} (id int PRIMARY KEY, journal longtext NOT NULL, done int NOT NULL) ENGINE = InnoDB CHARACTER SET utf8mb4",
                $"INSERT INTO {aside}.{Table} VALUES (1, {Quote.Literal(JsonSerializer.Serialize(journal))}, 0)",
            ],
            Action,
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Notes that the target is complete, so that only the aside database is left to drop.</summary>
    public async ValueTask CompleteAsync(SwapJournal journal, CancellationToken cancellationToken) =>
        await steps.RunAsync([$"UPDATE {Quote.Identifier(journal.Aside)}.{Table} SET done = 1"], Action, cancellationToken).ConfigureAwait(false);

    /// <summary>Notes that a complete target is to be put back after all.</summary>
    public async ValueTask ReopenAsync(string scratch, CancellationToken cancellationToken) =>
        await steps.RunAsync([$"UPDATE {Quote.Identifier(SwapJournal.AsideOf(scratch))}.{Table} SET done = 0"], Action, cancellationToken).ConfigureAwait(false);

    /// <summary>Reads the journal of a swap whose aside database is still there.</summary>
    /// <returns>The journal, and whether the target is complete; null when there was nothing yet to undo.</returns>
    public async ValueTask<(SwapJournal Journal, bool Done)?> ReadAsync(string aside, CancellationToken cancellationToken)
    {
        var exists = await connection.ScalarAsync(
            $"SELECT 1 FROM information_schema.TABLES WHERE TABLE_SCHEMA = {Quote.Literal(aside)} AND TABLE_NAME = {Quote.Literal(Table)}",
            Action,
            cancellationToken).ConfigureAwait(false);
        if (exists is null)
        {
            return null;
        }

        var found = await connection.QueryAsync(
            $"SELECT journal, done FROM {Quote.Identifier(aside)}.{Table}",
            Action,
            row => (JsonSerializer.Deserialize<SwapJournal>(row.Required(0))!, row.Required(1) == "1"),
            cancellationToken).ConfigureAwait(false);
        return found.Count == 0 ? null : found[0];
    }
}
