using Ferry.Detection;
using Ferry.Reading;
using Ferry.Schema;

namespace Ferry.Sqlite.Detection;

/// <summary>Digests rows in this process: the file is at hand, so that reading it is all that there is to pay, and no function of SQL is faster.</summary>
internal sealed class LeafReader(IChunkReader reader, WatermarkReader watermarks) : ILeafReader
{
    public async ValueTask<LeafDigests> ReadLeavesAsync(Table table, LeafLayout layout, LeafRange range, LeafKey key, CancellationToken cancellationToken)
    {
        using var tally = new RowTally(table, layout, key);
        await reader.ReadAsync(table, range.Rows, tally, cancellationToken).ConfigureAwait(false);
        return new(tally.Digests(), Bytes: 0);
    }

    public ValueTask<Watermark?> ReadWatermarkAsync(Table table, string column, Watermark? earlier, WatermarkMargin margin, CancellationToken cancellationToken) =>
        watermarks.ReadAsync(table, column, earlier, margin, cancellationToken);

    public ValueTask<IReadOnlyList<long>?> ReadRecentAsync(Table table, LeafLayout layout, LeafRange range, Watermark since, long most, CancellationToken cancellationToken) =>
        watermarks.ReadRecentAsync(table, layout, since, most, cancellationToken);
}
