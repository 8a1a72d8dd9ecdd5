namespace Ferry.Sync.Masking.Kinds;

/// <summary>How many digits of an international telephone number are the country's (ITU-T E.164: no code is the beginning of another).</summary>
internal static class CallingCodes
{
    private static ReadOnlySpan<byte> OfTwoDigits =>
    [
        20, 27, 30, 31, 32, 33, 34, 36, 39, 40, 41, 43, 44, 45, 46, 47, 48, 49, 51, 52, 53, 54, 55, 56, 57, 58, 60, 61, 62, 63, 64, 65, 66,
        81, 82, 84, 86, 90, 91, 92, 93, 94, 95, 98,
    ];

    /// <summary>The digits to leave: the country's code behind <c>+</c> or <c>00</c>; none of a national number.</summary>
    public static int PrefixLength(ReadOnlySpan<byte> digits, bool international)
    {
        var start = 0;
        if (!international)
        {
            if (!digits.StartsWith("00"u8))
            {
                return 0;
            }

            start = 2;
        }

        var code = digits[start..];
        var length = code.Length < 3 ? 0
            : code[0] is (byte)'1' or (byte)'7' ? 1
            : OfTwoDigits.Contains((byte)((10 * (code[0] - '0')) + code[1] - '0')) ? 2
            : 3;
        return length == 0 ? 0 : start + length;
    }
}
