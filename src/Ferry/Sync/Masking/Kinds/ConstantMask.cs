using System.Buffers;
using Ferry.Sync.Masking.Fields;

namespace Ferry.Sync.Masking.Kinds;

/// <summary>The same text for all; nothing for NULL.</summary>
internal sealed class ConstantMask(byte[]? text) : ValueMask
{
    public override bool TryWrite(in FieldValue value, in RowFields row, ArrayBufferWriter<byte> output)
    {
        output.Write(text);
        return text is not null;
    }
}
