using System.Buffers;
using System.Buffers.Binary;
using Ferry.Sync.Masking.Fields;
using Ferry.Sync.Masking.Keyed;

namespace Ferry.Sync.Masking.Kinds;

/// <summary>Hexadecimal digits of a keyed hash of the exact value; a binary column takes the bytes themselves, as many as the value had, at most 16.</summary>
/// <remarks>With 16 digits, a million values collide once in 37 million projects (n²/2^65); shorter ones are refused in unique columns.</remarks>
internal sealed class HashMask(MaskKey key, int digits) : ValueMask
{
    public const int Longest = 32;
    public const int LeastUnique = 16;

    private readonly SipHash _function = key.For("hash");

    public override bool TakesBinary => true;

    public override bool TryWrite(in FieldValue value, in RowFields row, ArrayBufferWriter<byte> output)
    {
        var hash = _function.Hash(value.Bytes);
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, hash);
        if (value.Form == ValueForm.Binary)
        {
            output.Write(bytes[..Math.Min(digits / 2, Math.Min(value.Bytes.Length, bytes.Length))]);
            return true;
        }

        Span<byte> hexadecimal = stackalloc byte[Longest];
        _ = Convert.TryToHexStringLower(bytes, hexadecimal, out _);
        output.Write(hexadecimal[..digits]);
        return true;
    }
}
