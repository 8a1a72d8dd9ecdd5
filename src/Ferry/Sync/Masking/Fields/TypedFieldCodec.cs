using System.Buffers;
using System.Buffers.Text;
using System.Globalization;

namespace Ferry.Sync.Masking.Fields;

/// <summary>Fields with a letter for their storage class. A mask has the class of the value where it can be one.</summary>
internal sealed class TypedFieldCodec : FieldCodec
{
    private readonly ArrayBufferWriter<byte> _decoded = new();

    public override bool TryDecode(ReadOnlySpan<byte> field, out FieldValue value)
    {
        value = default;
        if (field.SequenceEqual(Null) || field.IsEmpty)
        {
            return false;
        }

        var content = field[1..];
        value = field[0] switch
        {
            (byte)'I' => new(content, ValueForm.Integer),
            (byte)'R' => new(Real(content), ValueForm.Real),
            (byte)'B' => new(Binary(content), ValueForm.Binary),
            _ => new(CharacterSet.Utf8.Decode(TextEscapes.Unescape(content, _decoded), _decoded), ValueForm.Text),
        };
        return true;
    }

    public override void Encode(ReadOnlySpan<byte> masked, ValueForm form, IBufferWriter<byte> output)
    {
        if (form == ValueForm.Integer && Utf8Parser.TryParse(masked, out long _, out var length) && length == masked.Length)
        {
            output.Write("I"u8);
            output.Write(masked);
        }
        else if (form == ValueForm.Real && double.TryParse(masked, NumberStyles.Float, CultureInfo.InvariantCulture, out var real))
        {
            output.Write("R"u8);
            var span = output.GetSpan(16);
            _ = BitConverter.DoubleToInt64Bits(real).TryFormat(span, out var digits, "X16", CultureInfo.InvariantCulture);
            output.Advance(digits);
        }
        else if (form == ValueForm.Binary)
        {
            output.Write("B"u8);
            _ = Convert.TryToHexString(masked, output.GetSpan(2 * masked.Length), out var digits);
            output.Advance(digits);
        }
        else
        {
            output.Write("T"u8);
            TextEscapes.Escape(masked, escapesNul: false, output);
        }
    }

    private ReadOnlySpan<byte> Real(ReadOnlySpan<byte> digits)
    {
        var bits = long.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        _decoded.ResetWrittenCount();
        _ = BitConverter.Int64BitsToDouble(bits).TryFormat(_decoded.GetSpan(32), out var written, "R", CultureInfo.InvariantCulture);
        _decoded.Advance(written);
        return _decoded.WrittenSpan;
    }

    private ReadOnlySpan<byte> Binary(ReadOnlySpan<byte> hexadecimal)
    {
        _decoded.ResetWrittenCount();
        _ = Convert.FromHexString(hexadecimal, _decoded.GetSpan(hexadecimal.Length / 2 + 1), out _, out var written);
        _decoded.Advance(written);
        return _decoded.WrittenSpan;
    }
}
