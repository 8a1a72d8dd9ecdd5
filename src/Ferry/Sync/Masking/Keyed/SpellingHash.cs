namespace Ferry.Sync.Masking.Keyed;

/// <summary>Hashes a value so that its spellings share a mask but for the case of its letters: equal where letters are compared without case, different
/// where they are compared with it (by chance alike once in 2^11 pairs of spellings of the same value).</summary>
internal sealed class SpellingHash(SipHash function)
{
    private readonly Folding _folding = new();

    /// <summary>The hash that all spellings share.</summary>
    public UInt128 Hash(ReadOnlySpan<byte> value) => function.Hash(_folding.Fold(value));

    /// <summary>The spelling that stands for all.</summary>
    public ReadOnlySpan<byte> Fold(ReadOnlySpan<byte> value) => _folding.Fold(value);

    /// <summary>Gives the letters of a mask the case that belongs to this spelling: small letters for the folded one, capitals for one in capitals, as frameworks
    /// keep a second column of, else a mixture.</summary>
    public void Spell(ReadOnlySpan<byte> value, Span<byte> mask)
    {
        if (value.SequenceEqual(_folding.Fold(value)))
        {
            return;
        }

        var capitals = value.ContainsAnyInRange((byte)'A', (byte)'Z') && !value.ContainsAnyInRange((byte)'a', (byte)'z');
        var spelling = capitals ? ulong.MaxValue : (ulong)function.Hash(value);
        for (var i = 0; i < mask.Length; i++)
        {
            if (char.IsAsciiLetterLower((char)mask[i]))
            {
                mask[i] ^= (byte)((spelling & 1) << 5);
                spelling = (spelling >> 1) | (spelling << 63);
            }
        }
    }
}
