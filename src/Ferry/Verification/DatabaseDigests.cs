using System.Collections.Concurrent;
using Ferry.Archives;
using Ferry.Databases;
using Ferry.Pipeline;
using Ferry.Progress;
using Ferry.Reading;
using Ferry.Schema;

namespace Ferry.Verification;

/// <summary>Reads every row of a database by the same path as a backup and digests it.</summary>
internal sealed class DatabaseDigests(string key, ProgressGate progress, StallGuard stall)
{
    private const long ChunkBytes = 64L << 20;

    /// <param name="session">The database.</param>
    /// <param name="workers">Readers at a time.</param>
    /// <param name="phase">What this is, for whoever looks on.</param>
    /// <param name="expected">What a manifest says of the tables; null where the server's estimates are all that is known.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<(Catalog Catalog, IReadOnlyList<TableDigest> Tables)> ReadAsync(
        IDatabaseSession session, int workers, string phase, IEnumerable<ManifestTable>? expected, CancellationToken cancellationToken)
    {
        stall.Enter(phase);
        progress.Report(new PhaseStarted(phase, key));
        var options = new SnapshotOptions(TableSelection.All, workers, TimeSpan.FromSeconds(30));
        var snapshot = await session.Snapshots.OpenAsync(options, cancellationToken).ConfigureAwait(false);
        await using var closing = snapshot.ConfigureAwait(false);
        var tables = snapshot.Catalog.Tables.Where(table => table.Content == TableContent.Rows).ToList();
        progress.Report(Totals(tables, expected?.Where(table => table.Content == TableContent.Rows).ToList()));

        var sums = new ConcurrentDictionary<string, (RowDigest Digest, long Bytes)>(StringComparer.Ordinal);
        await TableScan.RunAsync(
            snapshot, tables, ChunkBytes, reader => Work(reader, sums), table => Completed(table, sums), cancellationToken).ConfigureAwait(false);
        return (snapshot.Catalog, [.. snapshot.Catalog.Tables.Select(table => Entry(table, sums))]);
    }

    private TotalsKnown Totals(List<Table> tables, List<ManifestTable>? expected) => expected is null
        ? new(key, tables.Count, tables.Sum(table => table.EstimatedRows), tables.Sum(table => table.EstimatedBytes))
        : new(key, expected.Count, expected.Sum(table => table.Rows), expected.Sum(table => table.Bytes));

    private Func<TableRange, CancellationToken, Task> Work(
        IChunkReader reader, ConcurrentDictionary<string, (RowDigest Digest, long Bytes)> sums) => async (range, token) =>
    {
        var name = range.Table.Name;
        var stream = new DigestStream((rows, bytes) => Moved(name, rows, bytes));
        await using var closing = stream.ConfigureAwait(false);
        await reader.ReadAsync(range.Table, range.Range, stream, token).ConfigureAwait(false);
        var digest = stream.Complete();
        sums.AddOrUpdate(name, (digest, stream.Bytes), (_, sum) => (sum.Digest.Add(digest), sum.Bytes + stream.Bytes));
    };

    private void Moved(string table, long rows, long bytes)
    {
        stall.Moved(bytes);
        progress.Moved(key, table, rows, bytes);
    }

    private void Completed(Table table, ConcurrentDictionary<string, (RowDigest Digest, long Bytes)> sums)
    {
        var entry = Entry(table, sums);
        progress.Report(new TableCompleted(key, table.Name, entry.Digest.Rows, entry.Bytes));
    }

    private static TableDigest Entry(Table table, ConcurrentDictionary<string, (RowDigest Digest, long Bytes)> sums)
    {
        var (digest, bytes) = sums.GetValueOrDefault(table.Name);
        return new TableDigest(table, digest, bytes);
    }
}
