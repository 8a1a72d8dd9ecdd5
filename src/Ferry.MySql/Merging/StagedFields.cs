using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using Ferry.Merging;
using Ferry.MySql.Protocol.Rows;

namespace Ferry.MySql.Merging;

/// <summary>Fields as LOAD DATA reads them.</summary>
internal sealed class StagedFields : IRowFormat
{
    private const int LongestNumber = 20;
    private const int Width = 4;

    public Ferry.Reading.RowFormat Format => Ferry.Reading.RowFormat.Plain;

    public void Number(long value, IBufferWriter<byte> row)
    {
        _ = Utf8Formatter.TryFormat(value, row.GetSpan(LongestNumber), out var digits);
        row.Advance(digits);
    }

    public void Cells(ReadOnlySpan<uint> hashes, IBufferWriter<byte> row)
    {
        var bytes = new byte[Width * hashes.Length];
        for (var index = 0; index < hashes.Length; index++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(Width * index), hashes[index]);
        }

        row.Advance(TsvEscape.Write(bytes, row.GetSpan(TsvEscape.MaxGrowth * bytes.Length)));
    }
}
