using System.Buffers;
using System.Buffers.Binary;
using Ferry.Sync.Masking.Fields;
using Ferry.Sync.Masking.Keyed;

namespace Ferry.Sync.Masking.Kinds;

/// <summary>A UUID of version 8 (RFC 9562: made by an application), written as the value was: with or without hyphens, in either case, or as 16 bytes.
/// 122 bits of a keyed hash of the UUID, however it is written.</summary>
internal sealed class UuidMask(MaskKey key) : ValueMask
{
    private readonly SipHash _function = key.For("uuid");
    private readonly Folding _folding = new();

    public override bool TakesBinary => true;

    public override bool TryWrite(in FieldValue value, in RowFields row, ArrayBufferWriter<byte> output)
    {
        Span<byte> bytes = stackalloc byte[16];
        var isBytes = value.Form == ValueForm.Binary && value.Bytes.Length == bytes.Length;
        var known = isBytes ? new Guid(value.Bytes, bigEndian: true) : Guid.TryParse(value.Bytes, out var parsed) ? parsed : (Guid?)null;
        known?.TryWriteBytes(bytes, bigEndian: true, out _);
        var hash = known is null ? _function.Hash(_folding.Fold(value.Bytes)) : _function.Hash(bytes);
        BinaryPrimitives.WriteUInt128BigEndian(bytes, hash);
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        if (isBytes)
        {
            output.Write(bytes);
            return true;
        }

        var text = output.GetSpan(36);
        _ = new Guid(bytes, bigEndian: true).TryFormat(text, out var written, value.Bytes.Contains((byte)'-') || known is null ? "D" : "N");
        if (value.Bytes.ContainsAnyInRange((byte)'A', (byte)'F'))
        {
            System.Text.Ascii.ToUpperInPlace(text[..written], out _);
        }

        output.Advance(written);
        return true;
    }
}
