using System.Globalization;
using System.Runtime.CompilerServices;
using Ferry.Detection;
using Ferry.Reading;
using Ferry.Schema;
using Ferry.Sqlite.Connections;
using Ferry.Sqlite.Detection;

namespace Ferry.Sqlite.Reading;

/// <summary>Read transactions that see one moment: the first connection plans, the others read.</summary>
internal sealed class Snapshot(
    DatabaseFile file, Catalog catalog, Consistency consistency, IReadOnlyList<Connection> connections, DateTime opened, TimeProvider time) : ISnapshot
{
    private ChangeProbe? _changes;

    public Catalog Catalog => catalog;

    public Consistency Consistency => consistency;

    public IReadOnlyList<IChunkReader> Readers { get; } = [.. ReadersOf(connections).Select(connection => new ChunkReader(file, connection))];

    public IChangeProbe Changes => _changes ??= new(this, file, connections[0], ReadersOf(connections), opened, time);

    public async IAsyncEnumerable<ChunkRange> PlanAsync(
        Table table, long targetBytes, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentOutOfRangeException.ThrowIfLessThan(targetBytes, 1);
        var planner = new RangePlanner(connections[0], table);
        if (table.ChunkKey is not [var key])
        {
            yield return ChunkRange.Whole;
            yield break;
        }

        var quoted = SqliteDialect.Quote(key);
        long? from = null;
        var step = await RunAsync(table, () => planner.RowsPerChunk(targetBytes), cancellationToken).ConfigureAwait(false);
        do
        {
            var next = await RunAsync(table, () => planner.KeyAfter(from, step), cancellationToken).ConfigureAwait(false);
            yield return Range(quoted, from, next);
            from = next;
        }
        while (from is not null);
    }

    public async ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await Task.CompletedTask.ConfigureAwait(false);
        if (connections.Any(connection => !connection.InTransaction))
        {
            throw new FerryException(
                FailureKind.Source, "sqlite.snapshot-lost", $"The read transaction on {file.Path} ended before the last row was read.",
                "SQLite ends a transaction when the disk fails.", "Check the disk and run the backup again.");
        }
    }

    public ValueTask DisposeAsync()
    {
        foreach (var connection in connections)
        {
            connection.Dispose();
        }

        return ValueTask.CompletedTask;
    }

    private static IReadOnlyList<Connection> ReadersOf(IReadOnlyList<Connection> connections) => connections.Count > 1 ? [.. connections.Skip(1)] : connections;

    private static ChunkRange Range(string key, long? from, long? to)
    {
        var (lower, upper) = (from?.ToString(CultureInfo.InvariantCulture), to?.ToString(CultureInfo.InvariantCulture));
        return (lower, upper) switch
        {
            (null, null) => ChunkRange.Whole,
            (null, _) => new($"{key} < {upper}", null, upper),
            (_, null) => new($"{key} >= {lower}", lower, null),
            _ => new($"{key} >= {lower} AND {key} < {upper}", lower, upper),
        };
    }

    private ValueTask<T> RunAsync<T>(Table table, Func<T> work, CancellationToken cancellationToken) =>
        Boundary.RunAsync($"plan the reading of table {table.Name} of {file.Path}", file, FailureKind.Source, () =>
        {
            using var registration = connections[0].InterruptOn(cancellationToken);
            return work();
        }, cancellationToken);
}
