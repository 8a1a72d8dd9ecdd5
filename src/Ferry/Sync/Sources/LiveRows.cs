using System.Collections.Concurrent;
using Ferry.Databases;
using Ferry.Pipeline;
using Ferry.Reading;
using Ferry.Schema;
using Ferry.Sync.Detection;

namespace Ferry.Sync.Sources;

/// <summary>A live database, read from one snapshot by several readers.</summary>
internal sealed class LiveRows(IDatabaseSession session, ISnapshot snapshot) : SourceRows
{
    private ChangeDetection? _detection;

    public override Catalog Catalog => snapshot.Catalog;

    public override IReadOnlyList<string> Warnings => snapshot.Consistency.Warnings;

    public override SourceMoment Moment { get; } = new(session.Server.Id, session.Server.Primary, snapshot.PositionBefore);

    public static async Task<LiveRows> OpenAsync(IDatabaseProvider provider, DatabaseTarget target, SnapshotOptions options, CancellationToken cancellationToken)
    {
        var session = await provider.OpenAsync(target.ForBackup(), SessionAccess.Read, cancellationToken).ConfigureAwait(false);
        try
        {
            return new LiveRows(session, await session.Snapshots.OpenAsync(options, cancellationToken).ConfigureAwait(false));
        }
        catch
        {
            await session.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public override async ValueTask<IReadOnlyList<TableChanges>> DetectAsync(
        LeafStore store, DetectionOptions options, IReadOnlyList<DetectionRequest> requests, CancellationToken cancellationToken)
    {
        _detection = new ChangeDetection(snapshot, store, options);
        return await _detection.DetectAsync(requests, cancellationToken).ConfigureAwait(false);
    }

    public override async Task ReadAsync(
        IReadOnlyList<TableChanges> tables, IReadOnlyDictionary<string, string> filters, Func<CancellationToken, ValueTask<RowSink>> openSink, CancellationToken cancellationToken)
    {
        var work = new ConcurrentQueue<(TableChanges Table, FetchRange Range)>(tables.OrderByDescending(table => table.Table.EstimatedBytes)
            .SelectMany(table => table.Ranges.Select(range => (table, Filtered(range, filters.GetValueOrDefault(table.Table.Name))))));
        await Stages.RunAsync(cancellationToken, snapshot.Readers.Select<IChunkReader, Func<CancellationToken, Task>>(reader => async token =>
        {
            if (work.IsEmpty)
            {
                return;
            }

            var sink = await openSink(token).ConfigureAwait(false);
            while (work.TryDequeue(out var next))
            {
                await sink(next.Table.Table, (stream, inner) => _detection!.ReadAsync(next.Table, next.Range, reader, stream, inner).AsTask(), token).ConfigureAwait(false);
            }
        })).ConfigureAwait(false);
    }

    public override async Task CompleteAsync(CancellationToken cancellationToken)
    {
        await snapshot.CompleteAsync(cancellationToken).ConfigureAwait(false);
        await _detection!.SaveAsync(cancellationToken).ConfigureAwait(false);
    }

    // Digests are of all rows or of none.
    private static FetchRange Filtered(FetchRange range, string? filter) => filter is null ? range
        : new(range.Rows with { Where = range.Rows.Where is null ? $"({filter})" : $"({range.Rows.Where}) AND ({filter})" });

    public override async ValueTask DisposeAsync()
    {
        await snapshot.DisposeAsync().ConfigureAwait(false);
        await session.DisposeAsync().ConfigureAwait(false);
    }
}
