using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using Ferry.Merging;

namespace Ferry.Sqlite.Merging;

/// <summary>The typed fields of <see cref="Reading.RowEncoder"/>.</summary>
internal sealed class StagedFields : IRowFormat
{
    private const int LongestNumber = 21;
    private const int Width = 8;

    public Ferry.Reading.RowFormat Format => Ferry.Reading.RowFormat.Typed;

    public void Number(long value, IBufferWriter<byte> row)
    {
        var field = row.GetSpan(LongestNumber);
        field[0] = (byte)'I';
        _ = Utf8Formatter.TryFormat(value, field[1..], out var digits);
        row.Advance(digits + 1);
    }

    public void Cells(ReadOnlySpan<uint> hashes, IBufferWriter<byte> row)
    {
        var field = row.GetSpan(1 + (Width * hashes.Length));
        field[0] = (byte)'T';
        for (var index = 0; index < hashes.Length; index++)
        {
            _ = hashes[index].TryFormat(field[(1 + (Width * index))..], out _, "X8", CultureInfo.InvariantCulture);
        }

        row.Advance(1 + (Width * hashes.Length));
    }
}
