namespace Ferry.Sync.Masking.Kinds;

/// <summary>The check digit of card numbers (ISO/IEC 7812-1, annex B).</summary>
internal static class Luhn
{
    public static bool IsValid(ReadOnlySpan<byte> digits) => digits.Length > 1 && CheckDigit(digits[..^1]) == digits[^1];

    public static byte CheckDigit(ReadOnlySpan<byte> payload)
    {
        var sum = 0;
        for (var i = 0; i < payload.Length; i++)
        {
            var digit = payload[payload.Length - 1 - i] - '0';
            digit = i % 2 == 0 ? digit * 2 : digit;
            sum += digit > 9 ? digit - 9 : digit;
        }

        return (byte)('0' + ((10 - (sum % 10)) % 10));
    }
}
