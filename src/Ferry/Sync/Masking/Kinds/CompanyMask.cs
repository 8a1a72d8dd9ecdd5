using System.Buffers;

namespace Ferry.Sync.Masking.Kinds;

/// <summary><c>Novak Works</c>.</summary>
internal sealed class CompanyMask(MaskKey key, MaskedColumn column) : WordsMask(key, "company", column.Unique, column.MaxCharacters)
{
    protected override void Compose(ReadOnlySpan<byte> folded, ArrayBufferWriter<byte> output)
    {
        var hash = Function.Hash(folded);
        output.Write(Words.LastNames.Pick(hash));
        output.Write(" "u8);
        output.Write(Words.CompanyForms.Pick(hash << 64));
    }
}
