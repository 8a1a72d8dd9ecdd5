using System.Buffers;
using Ferry.Sync.Masking.Fields;
using Ferry.Sync.Masking.Keyed;

namespace Ferry.Sync.Masking.Kinds;

/// <summary>A text of the same form: letters for letters, digits for digits. No two values share a mask.</summary>
/// <param name="key">The project's key.</param>
/// <param name="meaning">What the text is: tokens, postcodes.</param>
internal sealed class TokenMask(MaskKey key, string meaning) : ValueMask
{
    private readonly FormatPermutation _permutation = new(key.For(meaning));

    public override bool TryWrite(in FieldValue value, in RowFields row, ArrayBufferWriter<byte> output)
    {
        output.Write(value.Bytes);
        var written = System.Runtime.InteropServices.MemoryMarshal.AsMemory(output.WrittenMemory).Span;
        _permutation.Apply(written);
        return true;
    }
}
