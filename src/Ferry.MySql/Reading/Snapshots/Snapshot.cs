using Ferry.Detection;
using Ferry.MySql.Detection;
using Ferry.MySql.Reading.Planning;
using Ferry.Reading;
using Ferry.Schema;

namespace Ferry.MySql.Reading.Snapshots;

/// <summary>An open snapshot.</summary>
internal sealed class Snapshot(
    SnapshotConnections connections, Catalog catalog, Consistency consistency, DefinitionStamps stamps, DefinitionStamp stamp, StampReader tableStamps,
    SnapshotMoment moment, IReadOnlyDictionary<string, string> positionBefore) : ISnapshot
{
    public Catalog Catalog { get; } = catalog;

    public Consistency Consistency { get; } = consistency;

    public IReadOnlyDictionary<string, string> PositionBefore { get; } = positionBefore;

    public IReadOnlyList<IChunkReader> Readers { get; } = [.. connections.Readers.Select(reader => new ChunkReader(reader, catalog.Database))];

    public IChangeProbe Changes { get; } = new ChangeProbe(connections, catalog.Database, tableStamps, moment);

    public IAsyncEnumerable<ChunkRange> PlanAsync(Table table, long targetBytes, CancellationToken cancellationToken) => connections.InTurnAsync(
        new PartitionPlanner(connections.Planner, Catalog.Database, table, targetBytes).PlanAsync(cancellationToken), cancellationToken);

    public async ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        // New objects and code changed meanwhile are later than the snapshot, and none of its business.
        var read = Catalog.Tables.Where(table => table.Content == TableContent.Rows).SelectMany(table => DefinitionStamp.KeysOf(table.Name)).ToHashSet();
        var changed = await stamp.ChangedSinceAsync(stamps.ReadAsync, read.Contains, cancellationToken).ConfigureAwait(false);
        if (changed.Count > 0)
        {
            throw DefinitionStamp.Failure(changed);
        }
    }

    public ValueTask DisposeAsync() => connections.DisposeAsync();
}
