using System.Buffers;
using System.Globalization;
using Ferry.Sync.Masking.Fields;
using Ferry.Sync.Masking.Keyed;

namespace Ferry.Sync.Masking.Kinds;

/// <summary>A keyed permutation of the whole numbers of the column's type; each number stands for exactly one. Zero stays, and so does the sign.</summary>
internal sealed class PermuteMask : ValueMask
{
    private readonly Permutation _positive;
    private readonly Permutation _negative;
    private readonly Int128 _greatest;
    private readonly Int128 _least;
    private readonly TokenMask _text;

    /// <param name="key">The project's key.</param>
    /// <param name="range">The numbers of the column's type.</param>
    /// <param name="digits">The most decimal digits; null for the whole range.</param>
    public PermuteMask(MaskKey key, (Int128 Least, Int128 Greatest) range, int? digits)
    {
        var limit = digits is null ? Int128.MaxValue : Int128.Parse(new string('9', digits.Value), CultureInfo.InvariantCulture);
        _greatest = Int128.Min(range.Greatest, limit);
        _least = Int128.Max(range.Least, -limit);
        var function = key.For("permute");
        _positive = new Permutation(function, (UInt128)_greatest, 0);
        _negative = new Permutation(function, (UInt128)(-_least), 1);
        _text = new TokenMask(key, "permute");
    }

    public override bool TryWrite(in FieldValue value, in RowFields row, ArrayBufferWriter<byte> output)
    {
        if (!Int128.TryParse(value.Bytes, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) || number > _greatest || number < _least)
        {
            return _text.TryWrite(value, row, output);
        }

        var mask = number == 0 ? 0
            : number > 0 ? 1 + (Int128)_positive.Apply((UInt128)(number - 1))
            : -1 - (Int128)_negative.Apply((UInt128)(-number - 1));
        _ = mask.TryFormat(output.GetSpan(40), out var written, default, CultureInfo.InvariantCulture);
        output.Advance(written);
        return true;
    }
}
