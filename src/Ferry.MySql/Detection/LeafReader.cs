using System.Buffers.Binary;
using System.Buffers.Text;
using Ferry.Detection;
using Ferry.MySql.Dialects;
using Ferry.MySql.Protocol.Rows;
using Ferry.MySql.Reading.Rows;
using Ferry.MySql.Reading.Snapshots;
using Ferry.Schema;

namespace Ferry.MySql.Detection;

/// <summary>Reads digests on one connection inside its snapshot.</summary>
internal sealed class LeafReader(IRowConnection connection, string database, SnapshotMoment moment) : ILeafReader
{
    private const int SumsLength = 16;

    // Length bytes of three values and the header of a packet.
    private const int WireOverhead = 4 + 3;

    private readonly WatermarkReader _watermarks = new(connection, database, moment);

    public async ValueTask<LeafDigests> ReadLeavesAsync(Table table, LeafLayout layout, LeafRange range, LeafKey key, CancellationToken cancellationToken)
    {
        using var rows = new MemoryStream();
        await connection.ReadRowsAsync(LeafStatement.Of(database, table, layout, range, key), rows, cancellationToken).ConfigureAwait(false);
        await connection.ExecuteAsync(ServerDialect.ReleaseTables, cancellationToken).ConfigureAwait(false);
        var leaves = Parse(rows.GetBuffer().AsSpan(0, (int)rows.Length), layout.Kind == LeafKind.Hash ? range.First : 0);
        return new(leaves, rows.Length + (leaves.Count * (long)WireOverhead));
    }

    public ValueTask<Watermark?> ReadWatermarkAsync(Table table, string column, Watermark? earlier, WatermarkMargin margin, CancellationToken cancellationToken) =>
        _watermarks.ReadAsync(table, column, earlier, margin, cancellationToken);

    public ValueTask<IReadOnlyList<long>?> ReadRecentAsync(Table table, LeafLayout layout, LeafRange range, Watermark since, long most, CancellationToken cancellationToken) =>
        _watermarks.ReadRecentAsync(table, layout, range, since, most, cancellationToken);

    private static List<LeafDigest> Parse(ReadOnlySpan<byte> rows, long first)
    {
        var leaves = new List<LeafDigest>();
        Span<byte> sums = stackalloc byte[SumsLength * TsvEscape.MaxGrowth];
        for (var end = rows.IndexOf(TsvEscape.RowEnd); end >= 0; end = rows.IndexOf(TsvEscape.RowEnd))
        {
            var row = rows[..end];
            rows = rows[(end + 1)..];
            var parsed = Utf8Parser.TryParse(row, out long leaf, out var leafLength)
                & Utf8Parser.TryParse(row[(leafLength + 1)..], out long count, out var countLength);
            var written = TsvEscape.Undo(row[(leafLength + countLength + 2)..], sums);
            if (!parsed || written != SumsLength)
            {
                throw new FerryException(FailureKind.Source, "mysql.digest-malformed", "The server's digests cannot be read.", "A line does not hold what was asked for.");
            }

            leaves.Add(new(first + leaf, count, BinaryPrimitives.ReadUInt64BigEndian(sums), BinaryPrimitives.ReadUInt64BigEndian(sums[8..])));
        }

        return leaves;
    }
}
