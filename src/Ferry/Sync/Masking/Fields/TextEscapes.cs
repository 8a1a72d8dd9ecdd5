using System.Buffers;

namespace Ferry.Sync.Masking.Fields;

/// <summary>The escapes of <c>docs/archive-format.md</c>.</summary>
internal static class TextEscapes
{
    private static readonly SearchValues<byte> Special = SearchValues.Create("\0\t\n\\"u8);

    /// <summary>The value of an escaped text; in <paramref name="scratch"/> where it has escapes.</summary>
    public static ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> field, ArrayBufferWriter<byte> scratch)
    {
        var next = field.IndexOf((byte)'\\');
        if (next < 0)
        {
            return field;
        }

        scratch.ResetWrittenCount();
        var output = scratch.GetSpan(field.Length);
        var written = 0;
        for (; next >= 0 && next + 1 < field.Length; next = field.IndexOf((byte)'\\'))
        {
            field[..next].CopyTo(output[written..]);
            written += next;
            output[written++] = Meaning(field[next + 1]);
            field = field[(next + 2)..];
        }

        field.CopyTo(output[written..]);
        scratch.Advance(written + field.Length);
        return scratch.WrittenSpan;
    }

    /// <summary>Writes a value so that no raw tab or line feed is in it.</summary>
    /// <param name="value">The value.</param>
    /// <param name="escapesNul">Whether a NUL byte is escaped too.</param>
    /// <param name="output">Receives the field.</param>
    public static void Escape(ReadOnlySpan<byte> value, bool escapesNul, IBufferWriter<byte> output)
    {
        for (var next = value.IndexOfAny(Special); next >= 0; next = value.IndexOfAny(Special))
        {
            var span = output.GetSpan(next + 2);
            value[..next].CopyTo(span);
            var special = value[next];
            if (special == 0 && !escapesNul)
            {
                span[next] = special;
                output.Advance(next + 1);
            }
            else
            {
                span[next] = (byte)'\\';
                span[next + 1] = special switch { 0 => (byte)'0', (byte)'\t' => (byte)'t', (byte)'\n' => (byte)'n', _ => special };
                output.Advance(next + 2);
            }

            value = value[(next + 1)..];
        }

        output.Write(value);
    }

    private static byte Meaning(byte escaped) => escaped switch
    {
        (byte)'0' => 0,
        (byte)'t' => (byte)'\t',
        (byte)'n' => (byte)'\n',
        (byte)'b' => (byte)'\b',
        (byte)'r' => (byte)'\r',
        (byte)'Z' => 26,
        _ => escaped,
    };
}
