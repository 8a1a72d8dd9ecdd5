using System.Collections.Concurrent;
using Ferry.Archives;
using Ferry.Databases;
using Ferry.Loading;
using Ferry.Pipeline;
using Ferry.Progress;
using Ferry.Schema;
using Ferry.Verification;

namespace Ferry.Restore;

/// <summary>Loads a database from an archive into a scratch database and compares it with the manifest.</summary>
internal sealed class ScratchLoad(
    IDatabaseProvider provider, ArchiveReader archive, ManifestDatabase database, ProgressGate progress, StallGuard stall, int workers)
{
    /// <summary>Creates tables, loads rows, builds indexes and, unless tables are picked, foreign keys and counters.</summary>
    public async Task LoadAsync(
        ILoadTarget target, string scratch, Catalog catalog, RestoreScript script, CancellationToken cancellationToken)
    {
        await CreateTablesAsync(target, scratch, script, cancellationToken).ConfigureAwait(false);
        var loaders = new List<ILoader>();
        try
        {
            for (var index = 0; index < workers; index++)
            {
                loaders.Add(await target.OpenLoaderAsync(scratch, cancellationToken).ConfigureAwait(false));
            }

            await LoadTablesAsync(loaders, catalog, script, cancellationToken).ConfigureAwait(false);
            CrashPoint.Reached("restore.rows-loaded");
        }
        finally
        {
            foreach (var loader in loaders)
            {
                await loader.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    /// <summary>Runs the statements of some phases, one after the other.</summary>
    public async Task RunAsync(ILoadTarget target, string scratch, RestoreScript script, CancellationToken cancellationToken, params RestorePhase[] phases)
    {
        var loader = await target.OpenLoaderAsync(scratch, cancellationToken).ConfigureAwait(false);
        await using var closing = loader.ConfigureAwait(false);
        foreach (var phase in phases)
        {
            await RunAsync(loader, script, phase, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Reads the scratch database back and compares every row with the manifest.</summary>
    public async Task<IReadOnlyList<TableComparison>> CompareAsync(
        DatabaseTarget scratch, IReadOnlyCollection<string>? tables, CancellationToken cancellationToken)
    {
        var session = await provider.OpenAsync(scratch, SessionAccess.Read, cancellationToken).ConfigureAwait(false);
        await using var closing = session.ConfigureAwait(false);
        var expected = database.Tables.Where(table => tables?.Contains(table.Name) ?? true).ToList();
        var (_, found) = await new DatabaseDigests(database.Key, progress, stall).ReadAsync(session, workers, "compare", expected, cancellationToken).ConfigureAwait(false);
        var comparison = ManifestComparison.Demand(database, expected, found);
        CrashPoint.Reached("restore.compared");
        return comparison;
    }

    private async Task CreateTablesAsync(ILoadTarget target, string scratch, RestoreScript script, CancellationToken cancellationToken)
    {
        stall.Enter(nameof(RestorePhase.Tables));
        using var beat = stall.KeepAlive();
        await target.CreateTablesAsync(scratch, script, cancellationToken).ConfigureAwait(false);
        CrashPoint.Reached("restore.tables-created");
    }

    private async Task LoadTablesAsync(
        List<ILoader> loaders, Catalog catalog, RestoreScript script, CancellationToken cancellationToken)
    {
        var created = script.Of(RestorePhase.Tables).Select(statement => statement.Table ?? statement.Name).ToHashSet(StringComparer.Ordinal);
        var entries = database.Tables.ToDictionary(table => table.Name, StringComparer.Ordinal);
        var queue = new ConcurrentQueue<Table>(catalog.Tables
            .Where(table => created.Contains(table.Name))
            .OrderByDescending(table => entries[table.Name].Bytes).ThenBy(table => table.Name, StringComparer.Ordinal));
        var indexes = script.Of(RestorePhase.Indexes).ToLookup(statement => statement.Table, StringComparer.Ordinal);
        stall.Enter("load");
        progress.Report(new PhaseStarted("load", database.Key));
        progress.Report(new TotalsKnown(
            database.Key, queue.Count, queue.Sum(table => entries[table.Name].Rows), queue.Sum(table => entries[table.Name].Bytes)));

        await Stages.RunAsync(cancellationToken, loaders.Select<ILoader, Func<CancellationToken, Task>>(loader => async token =>
        {
            while (queue.TryDequeue(out var table))
            {
                await LoadTableAsync(loader, table, entries[table.Name], indexes[table.Name], token).ConfigureAwait(false);
            }
        })).ConfigureAwait(false);
    }

    private async Task LoadTableAsync(
        ILoader loader, Table table, ManifestTable entry, IEnumerable<ScriptStatement> indexes, CancellationToken cancellationToken)
    {
        var loaded = new LoadResult(0, []);
        foreach (var chunks in Portions(table, entry))
        {
            var result = await LoadRowsAsync(loader, table, chunks, cancellationToken).ConfigureAwait(false);
            loaded = new LoadResult(loaded.Rows + result.Rows, [.. loaded.Warnings, .. result.Warnings]);
            CrashPoint.Reached("restore.chunk-loaded");
        }

        Demand(table, entry, loaded);
        CrashPoint.Reached("restore.table-loaded");
        using var building = stall.KeepAlive();
        foreach (var statement in indexes)
        {
            await loader.ExecuteAsync(statement, cancellationToken).ConfigureAwait(false);
        }

        progress.Report(new TableCompleted(database.Key, table.Name, entry.Rows, entry.Bytes));
    }

    // A chunk at a time the server's undo and binary logs stay small, and a load that was cut off is soon rolled back.
    // Engines that cannot roll back build keys fastest when one statement fills the empty table.
    private static IEnumerable<IReadOnlyList<ManifestChunk>> Portions(Table table, ManifestTable entry) =>
        table.Transactional ? entry.Chunks.Select(chunk => new[] { chunk }) : entry.Chunks.Count == 0 ? [] : [entry.Chunks];

    private async Task<LoadResult> LoadRowsAsync(
        ILoader loader, Table table, IReadOnlyList<ManifestChunk> chunks, CancellationToken cancellationToken)
    {
        var rows = new TableRowsStream(archive, table.Name, chunks, (count, bytes) =>
        {
            stall.Moved(bytes);
            progress.Moved(database.Key, table.Name, count, bytes);
        });
        await using var closing = rows.ConfigureAwait(false);
        using var beat = stall.KeepAlive(); // The server may think for long after the last byte.
        return await loader.LoadAsync(table, rows, cancellationToken).ConfigureAwait(false);
    }

    private static void Demand(Table table, ManifestTable entry, LoadResult result)
    {
        if (result.Rows != entry.Rows)
        {
            throw new FerryException(
                FailureKind.Mismatch, "restore.rows", $"Table {table.Name} took {result.Rows} of {entry.Rows} rows.",
                result.Warnings.Count > 0 ? string.Join(" ", result.Warnings) : "The server said nothing.", "The target was not changed.");
        }
    }

    private async Task RunAsync(ILoader loader, RestoreScript script, RestorePhase phase, CancellationToken cancellationToken)
    {
        stall.Enter(phase.ToString());
        using var beat = stall.KeepAlive();
        foreach (var statement in script.Of(phase))
        {
            await loader.ExecuteAsync(statement, cancellationToken).ConfigureAwait(false);
        }
    }
}
