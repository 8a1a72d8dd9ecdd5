using System.Buffers;

namespace Ferry.Sync.Masking.Fields;

/// <summary>Fields as LOAD DATA reads them, in the column's own character set.</summary>
internal sealed class PlainFieldCodec(FieldShape shape) : FieldCodec
{
    private readonly ArrayBufferWriter<byte> _unescaped = new();
    private readonly ArrayBufferWriter<byte> _decoded = new();
    private readonly ValueForm _form = shape.Family switch
    {
        ColumnFamily.Binary => ValueForm.Binary,
        ColumnFamily.Integer => ValueForm.Integer,
        ColumnFamily.Real => ValueForm.Real,
        _ => ValueForm.Text,
    };

    public override bool TryDecode(ReadOnlySpan<byte> field, out FieldValue value)
    {
        value = default;
        if (field.SequenceEqual(Null))
        {
            return false;
        }

        var bytes = TextEscapes.Unescape(field, _unescaped);
        value = new FieldValue(_form == ValueForm.Binary ? bytes : shape.Characters.Decode(bytes, _decoded), _form);
        return true;
    }

    public override void Encode(ReadOnlySpan<byte> masked, ValueForm form, IBufferWriter<byte> output) =>
        TextEscapes.Escape(form == ValueForm.Binary ? masked : shape.Characters.Encode(masked, _decoded), escapesNul: true, output);
}
