using Ferry.Detection;
using Ferry.MySql.Reading.Planning;
using Ferry.MySql.Reading.Snapshots;
using Ferry.Schema;

namespace Ferry.MySql.Detection;

/// <summary>Detects changes inside a snapshot.</summary>
internal sealed class ChangeProbe(SnapshotConnections connections, string database, StampReader stamps, SnapshotMoment moment) : IChangeProbe
{
    public IReadOnlyList<ILeafReader> Readers { get; } = [.. connections.Readers.Select(reader => new LeafReader(reader, database, moment))];

    public ValueTask<IReadOnlyDictionary<string, IReadOnlyList<TableStamp>>> ReadStampsAsync(CancellationToken cancellationToken) =>
        stamps.ReadAsync(cancellationToken);

    public ValueTask<LeafLayout> LayOutAsync(Table table, int rowsPerLeaf, CancellationToken cancellationToken) =>
        connections.InTurnAsync(() => Planner(table).LayOutAsync(rowsPerLeaf, cancellationToken), cancellationToken);

    public string Fingerprint(Table table) => LeafPlanner.Fingerprint(table);

    public IAsyncEnumerable<LeafRange> RangesAsync(Table table, LeafLayout layout, long targetBytes, CancellationToken cancellationToken) =>
        connections.InTurnAsync(Planner(table).RangesAsync(layout, targetBytes, cancellationToken), cancellationToken);

    public LeafTallyStream Tally(Table table, LeafLayout layout, LeafRange range, LeafKey key) => new RowTally(table, layout, range, key);

    private LeafPlanner Planner(Table table) => new(new KeyProbe(connections.Planner, database, table), table);
}
