using System.Buffers;

namespace Ferry.Sync.Masking.Kinds;

/// <summary>One word of a list.</summary>
internal sealed class PickMask(MaskKey key, string meaning, WordList words, MaskedColumn column)
    : WordsMask(key, meaning, column.Unique, column.MaxCharacters)
{
    protected override void Compose(ReadOnlySpan<byte> folded, ArrayBufferWriter<byte> output) => output.Write(words.Pick(Function.Hash(folded), folded));
}
