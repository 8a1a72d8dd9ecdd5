using System.Buffers.Binary;
using System.Numerics;

namespace Ferry.Sync.Staging;

/// <summary>SipHash-1-3 (https://www.aumasson.jp/siphash/siphash.pdf, as hash tables use it): keyed, so that stored hashes tell nothing to those who lack the key.</summary>
/// <param name="key">The key.</param>
internal readonly struct CellHasher(UInt128 key)
{
    private readonly ulong _first = (ulong)key;
    private readonly ulong _second = (ulong)(key >> 64);

    public ulong Hash(ReadOnlySpan<byte> bytes)
    {
        var (v0, v1, v2, v3) = (_first ^ 0x736f6d6570736575, _second ^ 0x646f72616e646f6d, _first ^ 0x6c7967656e657261, _second ^ 0x7465646279746573);
        var last = (ulong)bytes.Length << 56;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            var word = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
            v3 ^= word;
            Round(ref v0, ref v1, ref v2, ref v3);
            v0 ^= word;
        }

        for (var index = 0; index < bytes.Length; index++)
        {
            last |= (ulong)bytes[index] << (8 * index);
        }

        v3 ^= last;
        Round(ref v0, ref v1, ref v2, ref v3);
        v0 ^= last;
        v2 ^= 0xff;
        Round(ref v0, ref v1, ref v2, ref v3);
        Round(ref v0, ref v1, ref v2, ref v3);
        Round(ref v0, ref v1, ref v2, ref v3);
        return v0 ^ v1 ^ v2 ^ v3;
    }

    private static void Round(ref ulong v0, ref ulong v1, ref ulong v2, ref ulong v3)
    {
        v0 += v1;
        v2 += v3;
        v1 = BitOperations.RotateLeft(v1, 13) ^ v0;
        v3 = BitOperations.RotateLeft(v3, 16) ^ v2;
        v0 = BitOperations.RotateLeft(v0, 32);
        v2 += v1;
        v0 += v3;
        v1 = BitOperations.RotateLeft(v1, 17) ^ v2;
        v3 = BitOperations.RotateLeft(v3, 21) ^ v0;
        v2 = BitOperations.RotateLeft(v2, 32);
    }
}
