using System.Buffers.Binary;

namespace Ferry.MySql.Protocol.Rows;

/// <summary>Turns a row packet, a sequence of length-prefixed values, into a line of tab-separated ones.</summary>
internal sealed class RowEncoder(bool[] escape)
{
    /// <summary>The most bytes that one byte of a packet becomes: a NULL is one byte there, and <c>\N</c> with its separator here.</summary>
    public const int MaxGrowth = 3;

    public int Columns => escape.Length;

    public bool NeedsEscape(int column) => escape[column];

    /// <summary>Writes one line; <paramref name="output"/> has room for <see cref="MaxGrowth"/> times the packet.</summary>
    /// <returns>The number of bytes written.</returns>
    public int Encode(ReadOnlySpan<byte> row, Span<byte> output)
    {
        var position = 0;
        var written = 0;
        foreach (var needsEscape in escape)
        {
            if ((uint)position >= (uint)row.Length)
            {
                throw CutRow();
            }

            var length = (int)row[position++];
            if (length >= PayloadReader.Null)
            {
                if (length == PayloadReader.Null)
                {
                    TsvEscape.Null.CopyTo(output[written..]);
                    output[written + 2] = TsvEscape.FieldEnd;
                    written += 3;
                    continue;
                }

                length = ReadLongLength(row, length, ref position);
            }

            if ((uint)length > (uint)(row.Length - position))
            {
                throw CutRow();
            }

            var value = row.Slice(position, length);
            position += length;
            if (needsEscape)
            {
                written += TsvEscape.Write(value, output[written..]);
            }
            else
            {
                value.CopyTo(output[written..]);
                written += length;
            }

            output[written++] = TsvEscape.FieldEnd;
        }

        if (position != row.Length)
        {
            throw ProtocolErrors.Malformed("a row is longer than its columns");
        }

        output[written - 1] = TsvEscape.RowEnd;
        return written;
    }

    private static int ReadLongLength(ReadOnlySpan<byte> row, int marker, ref int position)
    {
        var size = LengthSize(marker);
        if (size > row.Length - position)
        {
            throw CutRow();
        }

        Span<byte> digits = stackalloc byte[sizeof(ulong)];
        digits.Clear();
        row.Slice(position, size).CopyTo(digits);
        position += size;
        var length = BinaryPrimitives.ReadUInt64LittleEndian(digits);
        return length > int.MaxValue ? throw CutRow() : (int)length;
    }

    /// <summary>How many bytes of length follow a marker.</summary>
    public static int LengthSize(int marker) => marker switch
    {
        0xFC => 2,
        0xFD => 3,
        0xFE => 8,
        _ => throw ProtocolErrors.Malformed("a length has an invalid marker"),
    };

    public static ProtocolException CutRow() => ProtocolErrors.Malformed("a row is shorter than its columns");
}
