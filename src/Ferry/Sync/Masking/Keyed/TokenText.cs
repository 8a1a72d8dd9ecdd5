namespace Ferry.Sync.Masking.Keyed;

/// <summary>Writes a hash as letters and digits that cannot be mistaken for each other (Crockford's base 32).</summary>
internal static class TokenText
{
    /// <summary>Enough characters that a hundred million values collide once in 240 million projects: 80 bits, n²/2^81.</summary>
    public const int Length = 16;

    /// <summary>Fewer are not used for unique columns: a million values would collide once in 2000 projects.</summary>
    public const int LeastUnique = 10;

    private static ReadOnlySpan<byte> Alphabet => "0123456789abcdefghjkmnpqrstvwxyz"u8;

    /// <summary>Fills <paramref name="output"/>, of at most 25 characters.</summary>
    public static void Write(UInt128 hash, Span<byte> output)
    {
        for (var i = 0; i < output.Length; i++)
        {
            output[i] = Alphabet[(int)(hash & 31)];
            hash >>= 5;
        }
    }
}
