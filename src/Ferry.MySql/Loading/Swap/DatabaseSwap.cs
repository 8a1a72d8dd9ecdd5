using System.Data;
using Ferry.Loading;
using Ferry.MySql.Connections;
using Ferry.MySql.Dialects;
using Ferry.MySql.Schema;
using Ferry.Schema;

namespace Ferry.MySql.Loading.Swap;

/// <summary>Replaces a database, or some of its tables, by what was loaded into a scratch database.</summary>
/// <remarks>The tables move in one RENAME TABLE. Everything around it is written to a journal first, and undone from there when a step fails or
/// the process is killed.</remarks>
/// <param name="connection">A connection pinned as for loading.</param>
/// <param name="loader">The same connection, as a loader.</param>
/// <param name="dialect">The server's dialect.</param>
/// <param name="recoverAnew">Ends a swap over another connection, when this one is lost.</param>
internal sealed class DatabaseSwap(
    ServerConnection connection, MySqlLoader loader, ServerDialect dialect, Func<SwapJournal, CancellationToken, ValueTask> recoverAnew)
{
    private const string ShortLockWait = "SET SESSION lock_wait_timeout = 15";

    private static readonly RestorePhase[] _codePhases =
        [RestorePhase.Routines, RestorePhase.Views, RestorePhase.Triggers, RestorePhase.Events];

    private readonly SwapSteps _steps = new(connection, loader);
    private readonly DatabaseContents _contents = new(connection);

    private SwapJournalStore Journals => new(connection, _steps);

    /// <summary>Swaps, and keeps what was replaced.</summary>
    /// <param name="request">What moves, and the code to create afterwards.</param>
    /// <param name="cancellationToken">Honoured until the first change.</param>
    public async ValueTask RunAsync(SwapRequest request, CancellationToken cancellationToken)
    {
        await RecoverAsync(request.Scratch, cancellationToken).ConfigureAwait(false);
        var defaults = SequenceDefaults.Statements(request.Script);
        var journal = await JournalAsync(request, cancellationToken).ConfigureAwait(false);
        await connection.ExecuteAsync(ShortLockWait, "Preparing the session", cancellationToken).ConfigureAwait(false);
        await Journals.WriteAsync(journal, cancellationToken).ConfigureAwait(false);
        try
        {
            await ReplaceAsync(request, journal, defaults).ConfigureAwait(false);
            await Journals.CompleteAsync(journal, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            await UndoAsync(journal, exception).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Drops what a finished swap has replaced, and its scratch database.</summary>
    /// <param name="scratch">Its scratch database.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async ValueTask KeepAsync(string scratch, CancellationToken cancellationToken)
    {
        await RecoverAsync(scratch, cancellationToken).ConfigureAwait(false);
        await loader.RunAsync($"DROP DATABASE IF EXISTS {Quote.Identifier(scratch)}", $"Dropping database {scratch}", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Undoes a swap whose old tables are still kept, also one that was finished, or of which nobody knows.</summary>
    /// <param name="scratch">Its scratch database.</param>
    /// <param name="cancellationToken">Ends it; the next attempt goes on where this one stopped.</param>
    public async ValueTask PutBackAsync(string scratch, CancellationToken cancellationToken)
    {
        await connection.ExecuteAsync(ShortLockWait, "Preparing the session", cancellationToken).ConfigureAwait(false);
        await Journals.ReopenAsync(scratch, cancellationToken).ConfigureAwait(false);
        CrashPoint.Reached("swap.reopened");
        await RecoverAsync(scratch, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends what a killed swap has left.</summary>
    /// <param name="scratch">Its scratch database.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What it had done to the target.</returns>
    public ValueTask<InterruptedSwap> RecoverAsync(string scratch, CancellationToken cancellationToken) =>
        new SwapRecovery(connection, _steps).RecoverAsync(scratch, cancellationToken);

    /// <summary>Writes down what is about to be replaced, changing nothing.</summary>
    /// <param name="request">What moves.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async ValueTask<SwapJournal> JournalAsync(SwapRequest request, CancellationToken cancellationToken)
    {
        var collation = await _contents.CollationAsync(request.Target, cancellationToken).ConfigureAwait(false);
        var fresh = await _contents.TablesAsync(request.Scratch, cancellationToken).ConfigureAwait(false);
        var current = collation is null ? [] : await _contents.TablesAsync(request.Target, cancellationToken).ConfigureAwait(false);
        var sequences = request.Script.Of(RestorePhase.Sequences).Select(statement => statement.Name);
        IReadOnlyList<string> incoming = request.Tables is null ? fresh : [.. fresh.Except(sequences.Intersect(current))];
        IReadOnlyList<string> leaving = request.Tables is null ? current : [.. current.Intersect(incoming)];
        var (detach, attach) = await new ForeignKeysInto(connection)
            .ReadAsync(request.Target, leaving.ToHashSet(StringComparer.Ordinal), cancellationToken).ConfigureAwait(false);
        var code = collation is null ? [] : await OldCodeAsync(request, leaving, cancellationToken).ConfigureAwait(false);
        return new SwapJournal(
            request.Target, request.Scratch, collation is null, collation, leaving, incoming, request.Tables is null, code, detach, attach);
    }

    private async ValueTask<IReadOnlyList<ScriptStatement>> OldCodeAsync(
        SwapRequest request, IReadOnlyCollection<string> leaving, CancellationToken cancellationToken)
    {
        var catalog = await new SchemaReader(connection, dialect, request.Target).ReadAsync(TableSelection.All, cancellationToken).ConfigureAwait(false);
        DemandMovable(catalog!, leaving.ToHashSet(StringComparer.Ordinal));
        return
        [
            .. new CatalogScript(catalog!, new RestoreScriptOptions(request.Target) { Tables = request.Tables }).Statements()
                .Where(statement => _codePhases.Contains(statement.Phase)),
        ];
    }

    private void DemandMovable(Catalog catalog, HashSet<string> leaving)
    {
        if (new MovableTables(dialect).Find(catalog.Tables.Where(table => leaving.Contains(table.Name))) is { } finding)
        {
            throw new FerryException(FailureKind.Destination, finding.Code, finding.Message, "Nothing was changed.", finding.Remedy);
        }
    }

    private async ValueTask ReplaceAsync(SwapRequest request, SwapJournal journal, IReadOnlyList<string> defaults)
    {
        var token = CancellationToken.None;
        var target = Quote.Identifier(request.Target);
        var action = $"Replacing database {request.Target}";
        if (journal.Created)
        {
            await _steps.RunAsync([$"CREATE DATABASE {target}"], action, token).ConfigureAwait(false);
        }

        CrashPoint.Reached("swap.journalled");
        await _steps.UseAsync(request.Target, token).ConfigureAwait(false);
        await _steps.DropCodeAsync(journal, token).ConfigureAwait(false);
        CrashPoint.Reached("swap.code-dropped");
        await _steps.RunAsync(journal.Detach, action, token).ConfigureAwait(false);
        await _steps.MoveAsync(journal, token).ConfigureAwait(false);
        CrashPoint.Reached("swap.moved");
        if (request.Tables is null)
        {
            var collation = await _contents.CollationAsync(request.Scratch, token).ConfigureAwait(false);
            await _steps.RunAsync([$"ALTER DATABASE {target} COLLATE {collation}"], action, token).ConfigureAwait(false);
        }
        else
        {
            await _steps.RunAsync(request.Script.Of(RestorePhase.ForeignKeys), token).ConfigureAwait(false);
        }

        await _steps.RunAsync(defaults, action, token).ConfigureAwait(false);
        await _steps.RunAsync(journal.Attach, action, token).ConfigureAwait(false);
        foreach (var phase in _codePhases)
        {
            await _steps.RunAsync(request.Script.Of(phase), token).ConfigureAwait(false);
        }

        CrashPoint.Reached("swap.code-created");

        if (request.Tables is not null && !journal.Created)
        {
            await _steps.RunAsync([$"ALTER DATABASE {target} COLLATE {journal.Collation}"], action, token).ConfigureAwait(false);
        }
    }

    private async ValueTask UndoAsync(SwapJournal journal, Exception cause)
    {
        try
        {
            await PutBackAsync(journal).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw new FerryException(
                FailureKind.Destination,
                "mysql.swap-undo",
                $"Database {journal.Target} could be neither replaced nor put back.",
                $"{cause.Message}; then: {exception.Message}",
                $"Its old tables are in {journal.Aside}. Start any restore into {journal.Target} again: it puts them back first.",
                new AggregateException(cause, exception));
        }

        if (cause is FerryException failure)
        {
            throw new FerryException(
                failure.Kind, failure.Code, failure.Message, $"{failure.Reason} Database {journal.Target} was put back as it was.", failure.Remedy, cause);
        }
    }

    private async ValueTask PutBackAsync(SwapJournal journal)
    {
        try
        {
            await PutBackAsync(journal.Scratch, CancellationToken.None).ConfigureAwait(false);
        }
        catch (FerryException) when (connection.Driver.State != ConnectionState.Open)
        {
            await recoverAnew(journal, CancellationToken.None).ConfigureAwait(false);
        }
    }
}
