using System.Buffers;
using System.Text;
using Ferry.Sync.Masking.Fields;
using Ferry.Sync.Masking.Keyed;

namespace Ferry.Sync.Masking.Kinds;

/// <summary>An IBAN of the same country and form with valid check digits (ISO 13616). Spaces and case do not count. No two valid numbers share a mask.</summary>
internal sealed class IbanMask(MaskKey key) : ValueMask
{
    private const int Longest = 34;

    private readonly FormatPermutation _permutation = new(key.For("iban"));
    private readonly TokenMask _text = new(key, "iban");

    public override bool TryWrite(in FieldValue value, in RowFields row, ArrayBufferWriter<byte> output)
    {
        Span<byte> compact = stackalloc byte[Longest];
        if (!TryCompact(value.Bytes, compact, out var length) || !Iban.IsValid(compact[..length]))
        {
            return _text.TryWrite(value, row, output);
        }

        compact = compact[..length];
        _permutation.Apply(compact[4..], tweak: (UInt128)((compact[0] << 8) | compact[1]));
        Iban.WriteCheckDigits(compact);
        var mask = output.GetSpan(value.Bytes.Length);
        var next = 0;
        for (var i = 0; i < value.Bytes.Length; i++)
        {
            mask[i] = value.Bytes[i] == (byte)' ' ? (byte)' ' : (byte)(compact[next++] | (char.IsAsciiLetterLower((char)value.Bytes[i]) ? 0x20 : 0));
        }

        output.Advance(value.Bytes.Length);
        return true;
    }

    private static bool TryCompact(ReadOnlySpan<byte> text, Span<byte> compact, out int length)
    {
        length = 0;
        foreach (var character in text)
        {
            if (character == (byte)' ')
            {
                continue;
            }

            if (length == compact.Length || !Ascii.IsValid(character) || !char.IsAsciiLetterOrDigit((char)character))
            {
                return false;
            }

            compact[length++] = (byte)char.ToUpperInvariant((char)character);
        }

        return true;
    }
}
