namespace Ferry.Sync.Masking.Keyed;

/// <summary>A keyed permutation of all texts of one form: digits stay digits, letters stay letters of the same case, everything else stays. Letters are
/// taken without their case, so two texts that differ only by case still do, and no two others come to.</summary>
/// <remarks>A text is one number in mixed radix, permuted as a whole. One too long for that is cut in segments, each permuted under a tweak of the masked
/// segments before it and the raw ones after it: from the last segment backwards that can be undone, so no two texts share a mask.</remarks>
internal sealed class FormatPermutation(SipHash function)
{
    private byte[] _form = [];

    /// <summary>Permutes the digits and letters of a text in their place.</summary>
    /// <param name="text">UTF-8; letters that are not ASCII stay, and count for the form.</param>
    /// <param name="tweak">What else the result depends on.</param>
    public void Apply(Span<byte> text, UInt128 tweak = default)
    {
        tweak ^= Form(text);
        for (var start = 0; start < text.Length;)
        {
            var size = UInt128.One;
            var number = UInt128.Zero;
            var end = start;
            for (; end < text.Length && Radix(text[end]) is var radix && size <= Permutation.MaxSize / (uint)radix; end++)
            {
                size *= (uint)radix;
                number = (number * (uint)radix) + (uint)Digit(text[end]);
            }

            var whole = start == 0 && end == text.Length;
            var rest = whole ? tweak : tweak ^ Surroundings(text, start, end);
            Write(text[start..end], new Permutation(function, size, rest).Apply(number));
            start = end;
        }
    }

    private UInt128 Form(ReadOnlySpan<byte> text)
    {
        if (_form.Length < text.Length)
        {
            _form = new byte[text.Length * 2];
        }

        for (var i = 0; i < text.Length; i++)
        {
            _form[i] = Radix(text[i]) switch { 10 => (byte)'0', 26 => (byte)'a', _ => text[i] };
        }

        return function.Hash(_form.AsSpan(0, text.Length));
    }

    /// <summary>What is before a segment, masked, and what is after it, raw, without the case of letters.</summary>
    private UInt128 Surroundings(ReadOnlySpan<byte> text, int start, int end)
    {
        for (var i = 0; i < text.Length; i++)
        {
            _form[i] = i >= start && i < end ? (byte)0 : Radix(text[i]) == 26 ? (byte)(text[i] | 0x20) : text[i];
        }

        return function.Hash(_form.AsSpan(0, text.Length));
    }

    private static void Write(Span<byte> segment, UInt128 number)
    {
        for (var i = segment.Length - 1; i >= 0; i--)
        {
            var radix = Radix(segment[i]);
            if (radix > 1)
            {
                (number, var digit) = UInt128.DivRem(number, (uint)radix);
                segment[i] = radix == 10 ? (byte)('0' + (byte)digit) : (byte)((segment[i] & 0x20) | ('A' + (byte)digit));
            }
        }
    }

    private static int Radix(byte character) => char.IsAsciiDigit((char)character) ? 10 : char.IsAsciiLetter((char)character) ? 26 : 1;

    private static int Digit(byte character) => char.IsAsciiDigit((char)character) ? character - '0' : char.IsAsciiLetter((char)character) ? (character | 0x20) - 'a' : 0;
}
