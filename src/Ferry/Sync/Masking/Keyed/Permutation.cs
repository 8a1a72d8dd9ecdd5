using System.Buffers.Binary;

namespace Ferry.Sync.Masking.Keyed;

/// <summary>A keyed permutation of the numbers below a size: a balanced Feistel network over the next even number of bits, walked until the result is
/// below the size again (Black and Rogaway, "Ciphers with arbitrary finite domains", 2002). Two numbers never share a result.</summary>
/// <param name="function">The round function.</param>
/// <param name="size">How many numbers there are, at most 2^126.</param>
/// <param name="tweak">Permutations of different tweaks have nothing to do with each other.</param>
internal readonly struct Permutation(SipHash function, UInt128 size, UInt128 tweak)
{
    /// <summary>As many as FF1 has (NIST SP 800-38G): small ranges need more than the four that suffice for large ones.</summary>
    private const int Rounds = 10;

    /// <summary>The largest size.</summary>
    public static readonly UInt128 MaxSize = UInt128.One << 126;

    private readonly SipHash _rounds = new(Subkey(function, size, tweak));
    private readonly int _halfBits = Math.Max(1, (int)((128 - UInt128.LeadingZeroCount(size - 1) + 1) / 2));

    public UInt128 Apply(UInt128 number)
    {
        if (size <= 1)
        {
            return number;
        }

        do
        {
            number = Encrypt(number);
        }
        while (number >= size);

        return number;
    }

    private UInt128 Encrypt(UInt128 number)
    {
        var mask = (1UL << _halfBits) - 1;
        var left = (ulong)(number >> _halfBits);
        var right = (ulong)number & mask;
        Span<byte> block = stackalloc byte[9];
        for (byte round = 0; round < Rounds; round++)
        {
            block[8] = round;
            BinaryPrimitives.WriteUInt64LittleEndian(block, right);
            (left, right) = (right, left ^ ((ulong)_rounds.Hash(block) & mask));
        }

        return ((UInt128)left << _halfBits) | right;
    }

    private static UInt128 Subkey(SipHash function, UInt128 size, UInt128 tweak)
    {
        Span<byte> block = stackalloc byte[32];
        BinaryPrimitives.WriteUInt128LittleEndian(block, tweak);
        BinaryPrimitives.WriteUInt128LittleEndian(block[16..], size);
        return function.Hash(block);
    }
}
