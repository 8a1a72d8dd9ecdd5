using System.Text;

namespace Ferry.Sync.Masking.Keyed;

/// <summary>A keyed permutation of all texts of one form: digits stay digits, letters stay letters of the same script and case, everything else stays.
/// ASCII letters are taken without their case, so two texts that differ only by case still do, and no two others come to.</summary>
/// <remarks>A text is one number in mixed radix, permuted as a whole. One too long for that is cut in segments, each permuted under a tweak of the masked
/// segments before it and the raw ones after it: from the last segment backwards that can be undone, so no two texts share a mask.</remarks>
internal sealed class FormatPermutation(SipHash function)
{
    private byte[] _form = [];

    /// <summary>Permutes the digits and letters of a text in their place.</summary>
    /// <param name="text">UTF-8.</param>
    /// <param name="tweak">What else the result depends on.</param>
    public void Apply(Span<byte> text, UInt128 tweak = default)
    {
        if (_form.Length < text.Length)
        {
            _form = new byte[text.Length * 2];
        }

        tweak ^= Form(text);
        for (var start = 0; start < text.Length;)
        {
            var end = Read(text, start, out var number, out var size);
            var whole = start == 0 && end == text.Length;
            var rest = whole ? tweak : tweak ^ Surroundings(text, start, end);
            Write(text[start..end], new Permutation(function, size, rest).Apply(number));
            start = end;
        }
    }

    /// <summary>Reads as long a segment as one permutation takes.</summary>
    private static int Read(ReadOnlySpan<byte> text, int start, out UInt128 number, out UInt128 size)
    {
        (number, size) = (UInt128.Zero, UInt128.One);
        while (start < text.Length)
        {
            var alphabet = Alphabet.Of(text[start..], out var character, out var length);
            if (size > Permutation.MaxSize / (uint)alphabet.Count)
            {
                break;
            }

            size *= (uint)alphabet.Count;
            number = (number * (uint)alphabet.Count) + (uint)(character - alphabet.First);
            start += length;
        }

        return start;
    }

    /// <summary>Writes a number over a segment, from its end.</summary>
    private static void Write(Span<byte> segment, UInt128 number)
    {
        for (var end = segment.Length; end > 0;)
        {
            var start = end - 1;
            while ((segment[start] & 0xc0) == 0x80 && start > 0)
            {
                start--;
            }

            var alphabet = Alphabet.Of(segment[start..end], out _, out _);
            if (alphabet.Count > 1)
            {
                var digit = Divide(ref number, (uint)alphabet.Count);
                new Rune(alphabet.First + digit).EncodeToUtf8(segment[start..end]);
            }

            end = start;
        }
    }

    /// <summary>Divides in 64 bits where they suffice.</summary>
    private static int Divide(ref UInt128 number, uint divisor)
    {
        if (number <= ulong.MaxValue)
        {
            var (quotient, remainder) = Math.DivRem((ulong)number, divisor);
            number = quotient;
            return (int)remainder;
        }

        (number, var rest) = UInt128.DivRem(number, divisor);
        return (int)rest;
    }

    private UInt128 Form(ReadOnlySpan<byte> text)
    {
        for (var i = 0; i < text.Length;)
        {
            var alphabet = Alphabet.Of(text[i..], out _, out var length);
            _form.AsSpan(i, length).Fill((byte)alphabet.First);
            if (alphabet.Count == 1)
            {
                text.Slice(i, length).CopyTo(_form.AsSpan(i));
            }
            else if (length == 1)
            {
                _form[i] |= 0x20;
            }

            i += length;
        }

        return function.Hash(_form.AsSpan(0, text.Length));
    }

    /// <summary>What is before a segment, masked, and what is after it, raw, without the case of ASCII letters.</summary>
    private UInt128 Surroundings(ReadOnlySpan<byte> text, int start, int end)
    {
        for (var i = 0; i < text.Length; i++)
        {
            _form[i] = i >= start && i < end ? (byte)0 : char.IsAsciiLetter((char)text[i]) ? (byte)(text[i] | 0x20) : text[i];
        }

        return function.Hash(_form.AsSpan(0, text.Length));
    }
}
