using System.Collections.Concurrent;
using Ferry.Archives;
using Ferry.Pipeline;
using Ferry.Reading;
using Ferry.Schema;
using Ferry.Sync.Detection;
using Ferry.Sync.Rules;

namespace Ferry.Sync.Sources;

/// <summary>A database in a backup, its chunks proven while they are read.</summary>
internal sealed class ArchiveRows(ArchiveReader archive, ManifestDatabase database, Catalog catalog, int workers) : SourceRows
{
    public override Catalog Catalog => catalog;

    public override SourceMoment Moment { get; } = new(database.Server.Id, database.Server.Primary, database.Consistency.Position);

    public override async Task ReadAsync(
        IReadOnlyList<TableChanges> changes, IReadOnlyDictionary<string, string> filters, Func<CancellationToken, ValueTask<RowSink>> openSink, CancellationToken cancellationToken)
    {
        var tables = changes.Select(change => change.Table).Where(table => filters.GetValueOrDefault(table.Name) != SyncRules.Nothing).ToList();
        if ((tables.Find(table => filters.ContainsKey(table.Name)) ?? changes.FirstOrDefault(change => change.Ranges.Count > 0)?.Table) is { } filtered)
        {
            throw new FerryException(
                FailureKind.Unsupported, "sync.filter-in-backup", $"The rows of {filtered.Name} cannot be filtered: they come from a backup.",
                "Filters, and single rows that others need, are asked for in SQL, which only a server evaluates.",
                "Sync from the live environment, or take the table out of Sync:Where and of Sync:Tables.");
        }

        var entries = database.Tables.ToDictionary(table => table.Name, StringComparer.Ordinal);
        var queue = new ConcurrentQueue<Table>(tables.OrderByDescending(table => entries[table.Name].Bytes).ThenBy(table => table.Name, StringComparer.Ordinal));
        await Stages.RunAsync(cancellationToken, Enumerable.Range(0, workers).Select<int, Func<CancellationToken, Task>>(_ => async token =>
        {
            var sink = await openSink(token).ConfigureAwait(false);
            while (queue.TryDequeue(out var table))
            {
                await sink(table, (stream, inner) => CopyAsync(table.Name, entries[table.Name], stream, inner), token).ConfigureAwait(false);
            }
        })).ConfigureAwait(false);
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task CopyAsync(string table, ManifestTable entry, Stream stream, CancellationToken cancellationToken)
    {
        var rows = new TableRowsStream(archive, table, entry.Chunks);
        await using var closing = rows.ConfigureAwait(false);
        await rows.CopyToAsync(stream, 1 << 18, cancellationToken).ConfigureAwait(false);
    }
}
