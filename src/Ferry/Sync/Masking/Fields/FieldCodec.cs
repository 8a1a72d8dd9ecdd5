using System.Buffers;

namespace Ferry.Sync.Masking.Fields;

/// <summary>Takes a value out of a field and puts its mask in. Keeps scratch buffers: one per row masker.</summary>
internal abstract class FieldCodec
{
    protected static ReadOnlySpan<byte> Null => "\\N"u8;

    /// <returns>False for NULL.</returns>
    public abstract bool TryDecode(ReadOnlySpan<byte> field, out FieldValue value);

    public abstract void Encode(ReadOnlySpan<byte> masked, ValueForm form, IBufferWriter<byte> output);

    public static void EncodeNull(IBufferWriter<byte> output) => output.Write(Null);
}
