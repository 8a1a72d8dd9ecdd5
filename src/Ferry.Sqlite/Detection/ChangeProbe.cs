using System.Security.Cryptography;
using System.Text;
using Ferry.Detection;
using Ferry.Reading;
using Ferry.Schema;
using Ferry.Sqlite.Connections;

namespace Ferry.Sqlite.Detection;

/// <summary>Detects changes inside a snapshot.</summary>
/// <param name="snapshot">The snapshot.</param>
/// <param name="file">The database.</param>
/// <param name="connection">Plans.</param>
/// <param name="readers">The connections of the snapshot's readers.</param>
/// <param name="opened">When the snapshot was opened, in UTC.</param>
/// <param name="time">The clock.</param>
internal sealed class ChangeProbe(
    ISnapshot snapshot, DatabaseFile file, Connection connection, IReadOnlyList<Connection> readers, DateTime opened, TimeProvider time) : IChangeProbe
{
    public IReadOnlyList<ILeafReader> Readers { get; } =
        [.. snapshot.Readers.Zip(readers, (reader, connection) => new LeafReader(reader, new WatermarkReader(file, connection, opened)))];

    public async ValueTask<IReadOnlyDictionary<string, IReadOnlyList<TableStamp>>> ReadStampsAsync(CancellationToken cancellationToken)
    {
        var stamp = await RunAsync($"look at {file.Path}", () => new FileStamp(file, connection, time).Read(), cancellationToken).ConfigureAwait(false);
        return stamp is null
            ? new Dictionary<string, IReadOnlyList<TableStamp>>()
            : snapshot.Catalog.Tables.Where(table => table.Content != TableContent.Remote)
                .ToDictionary(table => table.Name, _ => (IReadOnlyList<TableStamp>)[stamp], StringComparer.Ordinal);
    }

    public async ValueTask<LeafLayout> LayOutAsync(Table table, int rowsPerLeaf, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(table);
        if (table.ChunkKey is not [var key])
        {
            return new(LeafKind.Whole, "", 1, Fingerprint(table));
        }

        var span = await RunAsync($"look at the keys of table {table.Name} of {file.Path}", () => Span(table, key), cancellationToken).ConfigureAwait(false);
        return new(LeafKind.Integer, SqliteDialect.Quote(key), LeafLayout.WidthFor(span, table.EstimatedRows, rowsPerLeaf), Fingerprint(table));
    }

    public string Fingerprint(Table table)
    {
        var columns = table.Columns.Where(column => !column.Generated).Select(column => column.Name).Concat(table.ChunkKey);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"1|{string.Join('\n', columns)}")))[..32];
    }

    public IAsyncEnumerable<LeafRange> RangesAsync(Table table, LeafLayout layout, long targetBytes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(layout);
        return layout.Kind == LeafKind.Integer
            ? LeafRange.CutAsync(layout, snapshot.PlanAsync(table, targetBytes, cancellationToken), cancellationToken)
            : new[] { new LeafRange(long.MinValue, long.MaxValue, ChunkRange.Whole) }.ToAsyncEnumerable();
    }

    public LeafTallyStream Tally(Table table, LeafLayout layout, LeafRange range, LeafKey key) => new RowTally(table, layout, key);

    private Int128 Span(Table table, string key)
    {
        var (name, column) = (SqliteDialect.Quote(table.Name), SqliteDialect.Quote(key));
        return (Int128)connection.Integer($"SELECT max({column}) FROM {name}") - connection.Integer($"SELECT min({column}) FROM {name}") + 1;
    }

    private ValueTask<T> RunAsync<T>(string task, Func<T> work, CancellationToken cancellationToken) =>
        Boundary.RunAsync(task, file, FailureKind.Source, work, cancellationToken);
}
