using System.Buffers;
using System.Text;
using Ferry.Sync.Masking.Fields;
using Ferry.Sync.Masking.Kinds;

namespace Ferry.Sync.Masking;

/// <summary>Masks the fields of one column: value out of the field, mask of the value, into the field again.</summary>
internal sealed class FieldMasker(FieldCodec codec, ValueMask mask, FieldShape shape)
{
    private readonly ArrayBufferWriter<byte> _masked = new();
    private readonly ArrayBufferWriter<byte> _text = new();

    public void Mask(ReadOnlySpan<byte> field, in RowFields row, IBufferWriter<byte> output)
    {
        if (!codec.TryDecode(field, out var value) || value.Bytes.IsEmpty)
        {
            output.Write(field);
            return;
        }

        if (value.Form == ValueForm.Binary && !mask.TakesBinary)
        {
            value = new FieldValue(CharacterSet.Utf8.Decode(value.Bytes, _text), ValueForm.Binary);
        }

        _masked.ResetWrittenCount();
        if (mask.TryWrite(value, row, _masked))
        {
            codec.Encode(Fitting(_masked.WrittenSpan), value.Form, output);
        }
        else
        {
            FieldCodec.EncodeNull(output);
        }
    }

    /// <summary>As much of a mask as the column takes, never half a character.</summary>
    private ReadOnlySpan<byte> Fitting(ReadOnlySpan<byte> masked)
    {
        var bytes = shape.MaxBytes ?? int.MaxValue;
        var characters = shape.MaxCharacters ?? int.MaxValue;
        if (masked.Length <= Math.Min(bytes, characters) || shape.Family == ColumnFamily.Any)
        {
            return masked;
        }

        var end = 0;
        for (; end < masked.Length && characters > 0; characters--)
        {
            _ = Rune.DecodeFromUtf8(masked[end..], out _, out var length);
            if (end + length > bytes)
            {
                break;
            }

            end += length;
        }

        return masked[..end];
    }
}
