using System.Text;

namespace Ferry.Sync.Masking.Keyed;

/// <summary>Characters that stand for each other: all are letters of one script and case, or digits, and have the same number of bytes in UTF-8.</summary>
/// <param name="First">The first character's number.</param>
/// <param name="Count">How many there are; 1 for a character that stays.</param>
internal readonly record struct Alphabet(int First, int Count)
{
    private static readonly Alphabet[] BeyondAscii =
    [
        new(0xc0, 23), new(0xd8, 7), new(0xdf, 24), new(0xf8, 8), new(0x100, 128), new(0x391, 17), new(0x3a3, 7), new(0x3b1, 25), new(0x410, 32), new(0x430, 32),
        new(0x5d0, 27), new(0x641, 10), new(0xe01, 46), new(0x1ea0, 90), new(0x3041, 86), new(0x30a1, 90), new(0x4e00, 20992), new(0xac00, 11172),
    ];

    /// <summary>What the character at the start of a text may become. Small and capital letters of ASCII share a count and differ in <see cref="First"/>.</summary>
    public static Alphabet Of(ReadOnlySpan<byte> text, out int character, out int length)
    {
        if (text[0] < 0x80)
        {
            (character, length) = (text[0], 1);
            return char.IsAsciiDigit((char)text[0]) ? new('0', 10)
                : char.IsAsciiLetter((char)text[0]) ? new('A' | (text[0] & 0x20), 26)
                : new(text[0], 1);
        }

        _ = Rune.DecodeFromUtf8(text, out var rune, out length);
        character = rune.Value;
        foreach (var alphabet in BeyondAscii)
        {
            if (character >= alphabet.First && character < alphabet.First + alphabet.Count)
            {
                return alphabet;
            }
        }

        return new(character, 1);
    }
}
