using Ferry.Loading;
using Ferry.MySql.Connections;
using Ferry.MySql.Dialects;

namespace Ferry.MySql.Loading.Swap;

/// <summary>The single steps of a swap and of its undoing.</summary>
/// <param name="connection">A connection pinned as for loading.</param>
/// <param name="loader">The same connection, to run statements under their saved session.</param>
internal sealed class SwapSteps(ServerConnection connection, MySqlLoader loader)
{
    private readonly DatabaseContents _contents = new(connection);

    /// <summary>Runs plain statements.</summary>
    public async ValueTask RunAsync(IEnumerable<string> statements, string action, CancellationToken cancellationToken)
    {
        foreach (var statement in statements)
        {
            await loader.RunAsync(statement, action, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Makes a database the one that unqualified names mean.</summary>
    public async ValueTask UseAsync(string database, CancellationToken cancellationToken) => await connection.TranslateAsync(
        $"Entering database {database}",
        async () =>
        {
            await connection.Driver.ChangeDatabaseAsync(database, cancellationToken).ConfigureAwait(false);
            return true;
        },
        cancellationToken).ConfigureAwait(false);

    /// <summary>Runs statements of a script inside the database in use.</summary>
    public async ValueTask RunAsync(IEnumerable<ScriptStatement> statements, CancellationToken cancellationToken)
    {
        foreach (var statement in statements)
        {
            await loader.ExecuteAsync(statement, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Drops what would stop tables from moving: their triggers, and views whose names they may take; all code in a whole swap.</summary>
    public async ValueTask DropCodeAsync(SwapJournal journal, CancellationToken cancellationToken)
    {
        var tables = journal.ReplacesCode ? null : journal.OldTables.Concat(journal.NewTables).ToHashSet(StringComparer.Ordinal);
        var triggers = await _contents.DropTriggersAsync(journal.Target, tables, cancellationToken).ConfigureAwait(false);
        await RunAsync(triggers, $"Dropping the triggers of {journal.Target}", cancellationToken).ConfigureAwait(false);
        if (journal.ReplacesCode)
        {
            var code = await _contents.DropCodeAsync(journal.Target, cancellationToken).ConfigureAwait(false);
            await RunAsync(code, $"Dropping the code of {journal.Target}", cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Moves the old tables aside and the new ones into their place, in one statement that happens whole or not at all.</summary>
    public ValueTask MoveAsync(SwapJournal journal, CancellationToken cancellationToken) => RenameAsync(
        journal.OldTables.Select(table => (journal.Target, journal.Aside, table))
            .Concat(journal.NewTables.Select(table => (journal.Scratch, journal.Target, table))),
        cancellationToken);

    /// <summary>Moves them back.</summary>
    public ValueTask MoveBackAsync(SwapJournal journal, CancellationToken cancellationToken) => RenameAsync(
        journal.NewTables.Select(table => (journal.Target, journal.Scratch, table))
            .Concat(journal.OldTables.Select(table => (journal.Aside, journal.Target, table))),
        cancellationToken);

    /// <summary>Whether <see cref="MoveAsync"/> has happened.</summary>
    public async ValueTask<bool> HasMovedAsync(SwapJournal journal, CancellationToken cancellationToken)
    {
        if (journal.OldTables.Count > 0)
        {
            var aside = await _contents.TablesAsync(journal.Aside, cancellationToken).ConfigureAwait(false);
            return aside.Contains(journal.OldTables[0], StringComparer.OrdinalIgnoreCase);
        }

        var waiting = await _contents.TablesAsync(journal.Scratch, cancellationToken).ConfigureAwait(false);
        return journal.NewTables.Count > 0 && !waiting.Contains(journal.NewTables[0], StringComparer.OrdinalIgnoreCase);
    }

    private async ValueTask RenameAsync(IEnumerable<(string From, string To, string Table)> moves, CancellationToken cancellationToken)
    {
        var list = string.Join(",\n", moves.Select(move => $"  {Quote.Identifier(move.From, move.Table)} TO {Quote.Identifier(move.To, move.Table)}"));
        if (list.Length > 0)
        {
            await loader.RunAsync($"RENAME TABLE\n{list}", "Moving the tables into place", cancellationToken).ConfigureAwait(false);
        }
    }
}
