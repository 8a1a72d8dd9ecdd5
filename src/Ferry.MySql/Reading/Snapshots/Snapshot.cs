using System.Runtime.CompilerServices;
using Ferry.MySql.Reading.Planning;
using Ferry.Reading;
using Ferry.Schema;

namespace Ferry.MySql.Reading.Snapshots;

/// <summary>An open snapshot.</summary>
internal sealed class Snapshot(
    SnapshotConnections connections, Catalog catalog, Consistency consistency, DefinitionStamps stamps, DefinitionStamp stamp) : ISnapshot
{
    private readonly SemaphoreSlim _planning = new(1);

    public Catalog Catalog { get; } = catalog;

    public Consistency Consistency { get; } = consistency;

    public IReadOnlyList<IChunkReader> Readers { get; } = [.. connections.Readers.Select(reader => new ChunkReader(reader, catalog.Database))];

    public async IAsyncEnumerable<ChunkRange> PlanAsync(Table table, long targetBytes, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var planner = new ChunkPlanner(new KeyProbe(connections.Planner, Catalog.Database, table), table, targetBytes);
        var ranges = planner.PlanAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using (ranges.ConfigureAwait(false))
        {
            while (await NextAsync(ranges, cancellationToken).ConfigureAwait(false))
            {
                yield return ranges.Current;
            }
        }
    }

    public async ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        // New objects and code changed meanwhile are later than the snapshot, and none of its business.
        var read = Catalog.Tables.Where(table => table.Content == TableContent.Rows).SelectMany(table => DefinitionStamp.KeysOf(table.Name)).ToHashSet();
        var changed = stamp.ChangedSince(await stamps.ReadAsync(cancellationToken).ConfigureAwait(false)).Where(read.Contains).ToList();
        if (changed.Count > 0)
        {
            throw DefinitionStamp.Failure(changed);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await connections.DisposeAsync().ConfigureAwait(false);
        _planning.Dispose();
    }

    // Several tables may be planned at once, on one connection.
    private async ValueTask<bool> NextAsync(IAsyncEnumerator<ChunkRange> ranges, CancellationToken cancellationToken)
    {
        await _planning.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await ranges.MoveNextAsync().ConfigureAwait(false);
        }
        finally
        {
            _planning.Release();
        }
    }
}
