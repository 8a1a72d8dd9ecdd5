using System.Buffers;
using System.Globalization;
using Ferry.Sync.Masking.Fields;
using Ferry.Sync.Masking.Keyed;

namespace Ferry.Sync.Masking.Kinds;

/// <summary>Words from lists: names, towns, streets, companies. Many values share a mask; in a unique column a token of the exact value follows.</summary>
internal abstract class WordsMask(MaskKey key, string meaning, bool unique, int maxCharacters) : ValueMask
{
    private readonly SipHash _exact = key.For(meaning + " token");
    private readonly Folding _folding = new();

    protected SipHash Function { get; } = key.For(meaning);

    public override bool TryWrite(in FieldValue value, in RowFields row, ArrayBufferWriter<byte> output)
    {
        Compose(_folding.Fold(value.Bytes), output);
        if (!unique)
        {
            return true;
        }

        var suffix = output.GetSpan(TokenText.Length + 1);
        suffix[0] = (byte)' ';
        var token = suffix[1..(TokenText.Length + 1)];
        TokenText.Write(_exact.Hash(value.Bytes), token);
        if (output.WrittenCount + TokenText.Length + 1 <= maxCharacters)
        {
            output.Advance(TokenText.Length + 1);
            return true;
        }

        // The words may be cut, the token may not.
        Span<byte> kept = stackalloc byte[TokenText.Length];
        kept = kept[..Math.Min(TokenText.Length, maxCharacters)];
        token[..kept.Length].CopyTo(kept);
        output.ResetWrittenCount();
        output.Write(kept);
        return true;
    }

    protected abstract void Compose(ReadOnlySpan<byte> folded, ArrayBufferWriter<byte> output);

    protected static void Append(ArrayBufferWriter<byte> output, int number)
    {
        _ = number.TryFormat(output.GetSpan(11), out var written, default, CultureInfo.InvariantCulture);
        output.Advance(written);
    }
}
