using System.Buffers;
using Ferry.Sync.Masking.Fields;
using Ferry.Sync.Masking.Keyed;

namespace Ferry.Sync.Masking.Kinds;

/// <summary>A number with the same country prefix, number of digits and punctuation. The digits alone decide, so one number written in two ways stays one;
/// with letters it is text. No two numbers share a mask.</summary>
internal sealed class PhoneMask(MaskKey key) : ValueMask
{
    private readonly FormatPermutation _permutation = new(key.For("phone"));
    private readonly TokenMask _text = new(key, "phone text");
    private byte[] _digits = [];

    public override bool TryWrite(in FieldValue value, in RowFields row, ArrayBufferWriter<byte> output)
    {
        if (value.Bytes.ContainsAnyInRange((byte)'A', (byte)'z'))
        {
            return _text.TryWrite(value, row, output);
        }

        var digits = Digits(value.Bytes);
        var country = CallingCodes.PrefixLength(digits, international: value.Bytes.TrimStart(" ("u8).StartsWith("+"u8));
        var subscriber = digits[country..];
        if (subscriber.Length > 1 && subscriber[0] == (byte)'0')
        {
            subscriber = subscriber[1..];
        }

        // A first digit other than 0 stays other than 0, which would mean another kind of number.
        var leads = !subscriber.IsEmpty && subscriber[0] != (byte)'0';
        do
        {
            _permutation.Apply(subscriber);
        }
        while (leads && subscriber[0] == (byte)'0');

        Fill(value.Bytes, digits, output);
        return true;
    }

    private Span<byte> Digits(ReadOnlySpan<byte> text)
    {
        if (_digits.Length < text.Length)
        {
            _digits = new byte[text.Length * 2];
        }

        var count = 0;
        foreach (var character in text)
        {
            if (char.IsAsciiDigit((char)character))
            {
                _digits[count++] = character;
            }
        }

        return _digits.AsSpan(0, count);
    }

    /// <summary>Puts the digits in the places of the value's digits.</summary>
    private static void Fill(ReadOnlySpan<byte> text, ReadOnlySpan<byte> digits, ArrayBufferWriter<byte> output)
    {
        var mask = output.GetSpan(text.Length);
        var next = 0;
        for (var i = 0; i < text.Length; i++)
        {
            mask[i] = char.IsAsciiDigit((char)text[i]) ? digits[next++] : text[i];
        }

        output.Advance(text.Length);
    }
}
