using System.Buffers;
using System.Globalization;
using Ferry.Sync.Masking.Fields;
using Ferry.Sync.Masking.Keyed;

namespace Ferry.Sync.Masking.Kinds;

/// <summary>A number up to some percent more or less, with as many decimals, inside the range of the type; zero stays. Never the number itself.</summary>
internal sealed class NumberNoiseMask(MaskKey key, FieldShape shape, int percent) : ValueMask
{
    private readonly SipHash _function = key.For("number-noise");
    private readonly TokenMask _text = new(key, "number-noise");

    public override bool TryWrite(in FieldValue value, in RowFields row, ArrayBufferWriter<byte> output)
    {
        var draw = new Draw(_function.Hash(value.Bytes));
        var factor = 1 + (((2 * draw.NextFraction()) - 1) * percent / 100);
        var exact = shape.Family != ColumnFamily.Real && value.Form != ValueForm.Real;
        if (exact && decimal.TryParse(value.Bytes, NumberStyles.Number, CultureInfo.InvariantCulture, out var number))
        {
            Write(Change(number, factor), output);
        }
        else if (double.TryParse(value.Bytes, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) && double.IsFinite(real * factor))
        {
            _ = (real * factor).TryFormat(output.GetSpan(32), out var written, "R", CultureInfo.InvariantCulture);
            output.Advance(written);
        }
        else
        {
            return _text.TryWrite(value, row, output);
        }

        return true;
    }

    private decimal Change(decimal number, double factor)
    {
        if (number == 0)
        {
            return number;
        }

        // A relative change of the digits: the product of two decimals could overflow where the number itself does not.
        var step = new decimal(1, 0, 0, false, number.Scale);
        var change = decimal.Round(number * (decimal)(factor - 1), number.Scale);
        var sign = Math.Sign(factor - 1) < 0 ? -1 : 1;
        change = change == 0 ? step * sign : change;
        var changed = InRange(number + change) ? number + change : number - change;
        return InRange(changed) ? changed : InRange(number - step) ? number - step : number + step;
    }

    private bool InRange(decimal number) => (Int128)decimal.Truncate(number) >= shape.Range.Least && (Int128)decimal.Truncate(number) <= shape.Range.Greatest;

    private static void Write(decimal number, ArrayBufferWriter<byte> output)
    {
        _ = number.TryFormat(output.GetSpan(32), out var written, default, CultureInfo.InvariantCulture);
        output.Advance(written);
    }
}
