using System.Buffers;
using Ferry.Sync.Masking.Keyed;

namespace Ferry.Sync.Masking.Kinds;

/// <summary><c>12 Elm Street</c>.</summary>
internal sealed class AddressMask(MaskKey key, MaskedColumn column) : WordsMask(key, "address", column.Unique, column.MaxCharacters)
{
    protected override void Compose(ReadOnlySpan<byte> folded, ArrayBufferWriter<byte> output)
    {
        var hash = Function.Hash(folded);
        var draw = new Draw(hash);
        Append(output, 1 + draw.Next(200));
        output.Write(" "u8);
        output.Write(Words.Streets.Pick(hash));
        output.Write(" "u8);
        output.Write(Words.StreetTypes.Pick(hash << 64));
    }
}
