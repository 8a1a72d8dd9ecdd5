using System.Buffers.Binary;
using System.Numerics;

namespace Ferry.Sync.Masking.Keyed;

/// <summary>SipHash-2-4 with 128 bits of result (Aumasson and Bernstein, 2012): a pseudo-random function with a key, made for short inputs.</summary>
/// <remarks>The framework has none that is public. HMAC-SHA256 is one too, but costs more than ten times as much for an e-mail address, see
/// <c>docs/decisions/0008-masking-function.md</c>.</remarks>
internal readonly struct SipHash(UInt128 key)
{
    private readonly ulong _key0 = (ulong)key;
    private readonly ulong _key1 = (ulong)(key >> 64);

    public UInt128 Hash(ReadOnlySpan<byte> input)
    {
        var state = new State(_key0, _key1);
        var length = input.Length;
        for (; input.Length >= sizeof(ulong); input = input[sizeof(ulong)..])
        {
            state.Absorb(BinaryPrimitives.ReadUInt64LittleEndian(input));
        }

        var last = (ulong)length << 56;
        for (var i = 0; i < input.Length; i++)
        {
            last |= (ulong)input[i] << (8 * i);
        }

        state.Absorb(last);
        return state.Finish();
    }

    private struct State(ulong key0, ulong key1)
    {
        private ulong _v0 = key0 ^ 0x736f6d6570736575;
        private ulong _v1 = key1 ^ 0x646f72616e646f6d ^ 0xee;
        private ulong _v2 = key0 ^ 0x6c7967656e657261;
        private ulong _v3 = key1 ^ 0x7465646279746573;

        public void Absorb(ulong word)
        {
            _v3 ^= word;
            Round();
            Round();
            _v0 ^= word;
        }

        public UInt128 Finish()
        {
            _v2 ^= 0xee;
            var low = FourRounds();
            _v1 ^= 0xdd;
            return new UInt128(FourRounds(), low);
        }

        private ulong FourRounds()
        {
            Round();
            Round();
            Round();
            Round();
            return _v0 ^ _v1 ^ _v2 ^ _v3;
        }

        private void Round()
        {
            _v0 += _v1;
            _v1 = BitOperations.RotateLeft(_v1, 13) ^ _v0;
            _v0 = BitOperations.RotateLeft(_v0, 32);
            _v2 += _v3;
            _v3 = BitOperations.RotateLeft(_v3, 16) ^ _v2;
            _v0 += _v3;
            _v3 = BitOperations.RotateLeft(_v3, 21) ^ _v0;
            _v2 += _v1;
            _v1 = BitOperations.RotateLeft(_v1, 17) ^ _v2;
            _v2 = BitOperations.RotateLeft(_v2, 32);
        }
    }
}
