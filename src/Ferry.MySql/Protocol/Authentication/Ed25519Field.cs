namespace Ferry.MySql.Protocol.Authentication;

/// <summary>A number modulo 2^255 - 19 in sixteen digits of 16 bits, in constant time, after TweetNaCl (public domain).</summary>
internal readonly struct Ed25519Field
{
    private const int Digits = 16;

    private readonly long[] _digits;

    private Ed25519Field(long[] digits) => _digits = digits;

    public static Ed25519Field Zero => new(new long[Digits]);

    public static Ed25519Field One => FromDigits([1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);

    public static Ed25519Field FromDigits(ReadOnlySpan<long> digits) => new(digits.ToArray());

    public static Ed25519Field operator +(Ed25519Field a, Ed25519Field b)
    {
        var sum = new long[Digits];
        for (var i = 0; i < Digits; i++)
        {
            sum[i] = a._digits[i] + b._digits[i];
        }

        return new(sum);
    }

    public static Ed25519Field operator -(Ed25519Field a, Ed25519Field b)
    {
        var difference = new long[Digits];
        for (var i = 0; i < Digits; i++)
        {
            difference[i] = a._digits[i] - b._digits[i];
        }

        return new(difference);
    }

    public static Ed25519Field operator *(Ed25519Field a, Ed25519Field b)
    {
        Span<long> wide = stackalloc long[(2 * Digits) - 1];
        wide.Clear();
        for (var i = 0; i < Digits; i++)
        {
            for (var j = 0; j < Digits; j++)
            {
                wide[i + j] += a._digits[i] * b._digits[j];
            }
        }

        // 2^256 is 38 modulo the prime.
        for (var i = 0; i < Digits - 1; i++)
        {
            wide[i] += 38 * wide[i + Digits];
        }

        var product = wide[..Digits].ToArray();
        Carry(product);
        Carry(product);
        return new(product);
    }

    /// <summary>Swaps two numbers if <paramref name="bit"/> is 1, without a branch that tells which.</summary>
    public static void Swap(Ed25519Field a, Ed25519Field b, int bit)
    {
        var mask = ~((long)bit - 1);
        for (var i = 0; i < Digits; i++)
        {
            var difference = mask & (a._digits[i] ^ b._digits[i]);
            a._digits[i] ^= difference;
            b._digits[i] ^= difference;
        }
    }

    /// <summary>The inverse, as the power of the prime minus two.</summary>
    public Ed25519Field Invert()
    {
        var power = this;
        for (var bit = 253; bit >= 0; bit--)
        {
            power *= power;
            if (bit is not 2 and not 4)
            {
                power *= this;
            }
        }

        return power;
    }

    public void Pack(Span<byte> bytes)
    {
        var packed = (long[])_digits.Clone();
        Carry(packed);
        Carry(packed);
        Carry(packed);
        var reduced = new long[Digits];
        for (var round = 0; round < 2; round++)
        {
            reduced[0] = packed[0] - 0xffed;
            for (var i = 1; i < Digits - 1; i++)
            {
                reduced[i] = packed[i] - 0xffff - ((reduced[i - 1] >> 16) & 1);
                reduced[i - 1] &= 0xffff;
            }

            reduced[15] = packed[15] - 0x7fff - ((reduced[14] >> 16) & 1);
            var negative = (int)((reduced[15] >> 16) & 1);
            reduced[14] &= 0xffff;
            Swap(new(packed), new(reduced), 1 - negative);
        }

        for (var i = 0; i < Digits; i++)
        {
            bytes[2 * i] = (byte)packed[i];
            bytes[(2 * i) + 1] = (byte)(packed[i] >> 8);
        }
    }

    private static void Carry(Span<long> digits)
    {
        for (var i = 0; i < Digits; i++)
        {
            digits[i] += 1L << 16;
            var carry = digits[i] >> 16;
            if (i < Digits - 1)
            {
                digits[i + 1] += carry - 1;
            }
            else
            {
                digits[0] += 38 * (carry - 1);
            }

            digits[i] -= carry << 16;
        }
    }
}
