using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using SQLitePCL;

namespace Ferry.Sqlite.Reading;

/// <summary>Writes rows in a form that is exact to the storage class: <c>\N</c> for NULL, else a letter and the value:
/// <c>I</c> decimal, <c>R</c> the 16 hexadecimal digits of the IEEE 754 bits, <c>T</c> UTF-8 with tab, line feed and backslash escaped,
/// <c>B</c> hexadecimal.</summary>
internal sealed class RowEncoder(byte[] buffer)
{
    // The letter, a sign and 19 digits, and what ends the field.
    private const int LongestNumber = 22;

    private static readonly SearchValues<byte> Escaped = SearchValues.Create("\t\n\\"u8);

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Written => buffer.AsMemory(0, Length);

    public void Clear() => Length = 0;

    /// <summary>Appends the statement's current row.</summary>
    /// <returns>False, with nothing appended, when the buffer is too full.</returns>
    public bool TryAppendRow(nint statement, int columns)
    {
        var start = Length;
        for (var column = 0; column < columns; column++)
        {
            if (!TryAppendField(statement, column, last: column == columns - 1))
            {
                Length = start;
                return false;
            }
        }

        return true;
    }

    /// <summary>Appends one field and what ends it.</summary>
    public bool TryAppendField(nint statement, int column, bool last)
    {
        var type = NativeColumns.Type(statement, column);
        var value = type is raw.SQLITE_TEXT or raw.SQLITE_BLOB ? NativeColumns.Bytes(statement, column) : default;
        if (buffer.Length - Length < LongestNumber + (2L * value.Length))
        {
            return false;
        }

        switch (type)
        {
            case raw.SQLITE_INTEGER:
                buffer[Length++] = (byte)'I';
                _ = Utf8Formatter.TryFormat(NativeColumns.Integer(statement, column), buffer.AsSpan(Length), out var digits);
                Length += digits;
                break;
            case raw.SQLITE_FLOAT:
                buffer[Length++] = (byte)'R';
                _ = BitConverter.DoubleToInt64Bits(NativeColumns.Real(statement, column))
                    .TryFormat(buffer.AsSpan(Length), out var bits, "X16", CultureInfo.InvariantCulture);
                Length += bits;
                break;
            case raw.SQLITE_TEXT:
                buffer[Length++] = (byte)'T';
                AppendText(value);
                break;
            case raw.SQLITE_BLOB:
                buffer[Length++] = (byte)'B';
                AppendHex(value);
                break;
            default:
                buffer[Length++] = (byte)'\\';
                buffer[Length++] = (byte)'N';
                break;
        }

        AppendEnd(last);
        return true;
    }

    /// <summary>Starts a text or blob field that is longer than the buffer; its bytes follow in slices.</summary>
    public void AppendLetter(bool text) => buffer[Length++] = (byte)(text ? 'T' : 'B');

    public void AppendSlice(ReadOnlySpan<byte> slice, bool text)
    {
        if (text)
        {
            AppendText(slice);
        }
        else
        {
            AppendHex(slice);
        }
    }

    public void AppendEnd(bool last) => buffer[Length++] = last ? (byte)'\n' : (byte)'\t';

    private void AppendText(ReadOnlySpan<byte> text)
    {
        while (text.IndexOfAny(Escaped) is var next and >= 0)
        {
            Append(text[..next]);
            buffer[Length++] = (byte)'\\';
            buffer[Length++] = text[next] switch
            {
                (byte)'\t' => (byte)'t',
                (byte)'\n' => (byte)'n',
                _ => (byte)'\\',
            };
            text = text[(next + 1)..];
        }

        Append(text);
    }

    private void AppendHex(ReadOnlySpan<byte> blob)
    {
        _ = Convert.TryToHexString(blob, buffer.AsSpan(Length), out var digits);
        Length += digits;
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(buffer.AsSpan(Length));
        Length += bytes.Length;
    }
}
