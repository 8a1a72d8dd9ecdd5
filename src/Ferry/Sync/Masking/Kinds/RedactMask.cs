using System.Buffers;
using System.Text;
using Ferry.Sync.Masking.Fields;

namespace Ferry.Sync.Masking.Kinds;

/// <summary>An asterisk for every character but spaces and line ends, after a number of characters that stay.</summary>
internal sealed class RedactMask(int keep) : ValueMask
{
    public override bool TryWrite(in FieldValue value, in RowFields row, ArrayBufferWriter<byte> output)
    {
        var rest = value.Bytes;
        for (var i = 0; !rest.IsEmpty; i++)
        {
            _ = Rune.DecodeFromUtf8(rest, out _, out var length);
            output.Write(i < keep || rest[0] is (byte)' ' or (byte)'\n' or (byte)'\r' ? rest[..length] : "*"u8);
            rest = rest[length..];
        }

        return true;
    }
}
