namespace Ferry.MySql.Protocol.Authentication;

/// <summary>Integers modulo the order of the base point, in constant time, after TweetNaCl (public domain).</summary>
internal static class Ed25519Scalar
{
    private static ReadOnlySpan<byte> Order =>
    [
        0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
    ];

    /// <summary>Reduces a number of 64 bytes; the result is its first 32.</summary>
    public static void Reduce(Span<byte> number)
    {
        Span<long> digits = stackalloc long[64];
        for (var i = 0; i < 64; i++)
        {
            digits[i] = number[i];
        }

        number.Clear();
        Modulo(digits, number);
    }

    /// <summary>Writes a * b + c.</summary>
    public static void MultiplyAdd(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, ReadOnlySpan<byte> c, Span<byte> result)
    {
        Span<long> digits = stackalloc long[64];
        digits.Clear();
        for (var i = 0; i < 32; i++)
        {
            digits[i] = c[i];
        }

        for (var i = 0; i < 32; i++)
        {
            for (var j = 0; j < 32; j++)
            {
                digits[i + j] += (long)a[i] * b[j];
            }
        }

        Modulo(digits, result);
    }

    private static void Modulo(Span<long> digits, Span<byte> result)
    {
        for (var i = 63; i >= 32; i--)
        {
            var high = 0L;
            for (var j = i - 32; j < i - 12; j++)
            {
                digits[j] += high - (16 * digits[i] * Order[j - (i - 32)]);
                high = (digits[j] + 128) >> 8;
                digits[j] -= high << 8;
            }

            digits[i - 12] += high;
            digits[i] = 0;
        }

        var carry = 0L;
        for (var j = 0; j < 32; j++)
        {
            digits[j] += carry - ((digits[31] >> 4) * Order[j]);
            carry = digits[j] >> 8;
            digits[j] &= 255;
        }

        for (var j = 0; j < 32; j++)
        {
            digits[j] -= carry * Order[j];
        }

        for (var i = 0; i < 32; i++)
        {
            digits[i + 1] += digits[i] >> 8;
            result[i] = (byte)digits[i];
        }
    }
}
