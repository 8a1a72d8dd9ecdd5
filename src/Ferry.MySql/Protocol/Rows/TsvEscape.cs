using System.Buffers;

namespace Ferry.MySql.Protocol.Rows;

/// <summary>Escapes values as LOAD DATA reads them with FIELDS ESCAPED BY '\\' and its other defaults.</summary>
/// <remarks>Carriage return, Ctrl-Z and quotes mean nothing to LOAD DATA without LINES STARTING BY and FIELDS ENCLOSED BY, and stay as they are.</remarks>
internal static class TsvEscape
{
    public const byte FieldEnd = (byte)'\t';
    public const byte RowEnd = (byte)'\n';

    /// <summary>The most bytes that one byte of a value becomes.</summary>
    public const int MaxGrowth = 2;

    private static readonly SearchValues<byte> Special = SearchValues.Create("\0\t\n\\"u8);

    public static ReadOnlySpan<byte> Null => "\\N"u8;

    /// <summary>Writes <paramref name="value"/> to the start of <paramref name="output"/>, which has room for twice its length.</summary>
    /// <returns>The number of bytes written.</returns>
    public static int Write(ReadOnlySpan<byte> value, Span<byte> output)
    {
        var written = 0;
        while (true)
        {
            var special = value.IndexOfAny(Special);
            if (special < 0)
            {
                value.CopyTo(output[written..]);
                return written + value.Length;
            }

            value[..special].CopyTo(output[written..]);
            written += special;
            output[written++] = (byte)'\\';
            output[written++] = value[special] switch
            {
                (byte)'\0' => (byte)'0',
                (byte)'\t' => (byte)'t',
                (byte)'\n' => (byte)'n',
                _ => (byte)'\\',
            };
            value = value[(special + 1)..];
        }
    }

    /// <summary>Turns an escaped value, which is not <see cref="Null"/>, back into its bytes; <paramref name="output"/> is at least as long.</summary>
    /// <returns>The number of bytes written.</returns>
    public static int Undo(ReadOnlySpan<byte> value, Span<byte> output)
    {
        var written = 0;
        for (var escape = value.IndexOf((byte)'\\'); escape >= 0 && escape + 1 < value.Length; escape = value.IndexOf((byte)'\\'))
        {
            value[..escape].CopyTo(output[written..]);
            written += escape;
            output[written++] = value[escape + 1] switch
            {
                (byte)'0' => (byte)'\0',
                (byte)'t' => FieldEnd,
                (byte)'n' => RowEnd,
                var other => other,
            };
            value = value[(escape + 2)..];
        }

        value.CopyTo(output[written..]);
        return written + value.Length;
    }
}
