using Ferry.Databases;
using Ferry.Pipeline;
using Ferry.Reading;
using Ferry.Schema;

namespace Ferry.Sync.Sources;

/// <summary>A live database, read from one snapshot by several readers.</summary>
internal sealed class LiveRows(IDatabaseSession session, ISnapshot snapshot) : SourceRows
{
    private const long ChunkBytes = 16L << 20;

    public override Catalog Catalog => snapshot.Catalog;

    public override IReadOnlyList<string> Warnings => snapshot.Consistency.Warnings;

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

    public override async Task ReadAsync(
        IReadOnlyList<Table> tables, IReadOnlyDictionary<string, string> filters, Func<CancellationToken, ValueTask<RowSink>> openSink, CancellationToken cancellationToken)
    {
        var sinks = new Dictionary<IChunkReader, RowSink>();
        foreach (var reader in snapshot.Readers)
        {
            sinks[reader] = await openSink(cancellationToken).ConfigureAwait(false);
        }

        await TableScan.RunAsync(
            snapshot,
            tables,
            ChunkBytes,
            reader => (range, token) => sinks[reader](range.Table, (stream, inner) => reader.ReadAsync(Columns(range.Table), Filtered(range.Range, filters.GetValueOrDefault(range.Table.Name)), stream, inner).AsTask(), token),
            _ => { },
            cancellationToken).ConfigureAwait(false);
        await snapshot.CompleteAsync(cancellationToken).ConfigureAwait(false);
    }

    private static ChunkRange Filtered(ChunkRange range, string? filter) => filter is null ? range : range with { Where = range.Where is null ? $"({filter})" : $"({range.Where}) AND ({filter})" };

    // A row number that is no column means nothing elsewhere.
    private static Table Columns(Table table) => table with { Attributes = new Dictionary<string, string>(table.Attributes.Where(attribute => attribute.Key != "hidden_rowid")) };

    public override async ValueTask DisposeAsync()
    {
        await snapshot.DisposeAsync().ConfigureAwait(false);
        await session.DisposeAsync().ConfigureAwait(false);
    }
}
