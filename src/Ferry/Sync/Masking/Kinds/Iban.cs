namespace Ferry.Sync.Masking.Kinds;

/// <summary>Check digits of an IBAN in capital letters without spaces (ISO 7064, MOD 97-10).</summary>
internal static class Iban
{
    private const int Shortest = 15;

    public static bool IsValid(ReadOnlySpan<byte> iban) =>
        iban.Length >= Shortest && char.IsAsciiLetterUpper((char)iban[0]) && char.IsAsciiLetterUpper((char)iban[1])
        && char.IsAsciiDigit((char)iban[2]) && char.IsAsciiDigit((char)iban[3]) && Remainder(iban) == 1;

    public static void WriteCheckDigits(Span<byte> iban)
    {
        iban[2] = (byte)'0';
        iban[3] = (byte)'0';
        var check = 98 - Remainder(iban);
        iban[2] = (byte)('0' + (check / 10));
        iban[3] = (byte)('0' + (check % 10));
    }

    /// <summary>Of the number that has the first four characters at the end and 10 for A, 11 for B, …</summary>
    private static int Remainder(ReadOnlySpan<byte> iban)
    {
        var remainder = 0;
        for (var i = 0; i < iban.Length; i++)
        {
            var character = iban[(i + 4) % iban.Length];
            remainder = char.IsAsciiDigit((char)character) ? ((remainder * 10) + character - '0') % 97 : ((remainder * 100) + character - 'A' + 10) % 97;
        }

        return remainder;
    }
}
