using System.Buffers;
using Ferry.Sync.Masking.Fields;
using Ferry.Sync.Masking.Keyed;

namespace Ferry.Sync.Masking.Kinds;

/// <summary>A card number with the same first digit, length and punctuation and a valid check digit (ISO/IEC 7812). No two valid numbers share a mask.</summary>
internal sealed class CardMask(MaskKey key) : ValueMask
{
    private readonly FormatPermutation _permutation = new(key.For("card"));
    private readonly TokenMask _text = new(key, "card");

    public override bool TryWrite(in FieldValue value, in RowFields row, ArrayBufferWriter<byte> output)
    {
        Span<byte> digits = stackalloc byte[19];
        var count = 0;
        foreach (var character in value.Bytes)
        {
            if (char.IsAsciiDigit((char)character) && count < digits.Length)
            {
                digits[count++] = character;
            }
        }

        digits = digits[..count];
        if (!Luhn.IsValid(digits) || count < 12)
        {
            return _text.TryWrite(value, row, output);
        }

        _permutation.Apply(digits[1..^1]);
        digits[^1] = Luhn.CheckDigit(digits[..^1]);
        var mask = output.GetSpan(value.Bytes.Length);
        var next = 0;
        for (var i = 0; i < value.Bytes.Length; i++)
        {
            mask[i] = char.IsAsciiDigit((char)value.Bytes[i]) && next < count ? digits[next++] : value.Bytes[i];
        }

        output.Advance(value.Bytes.Length);
        return true;
    }
}
