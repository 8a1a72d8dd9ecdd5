using System.Buffers;
using System.Text;
using Ferry.Sync.Masking.Fields;
using Ferry.Sync.Masking.Keyed;

namespace Ferry.Sync.Masking.Kinds;

/// <summary>Filler words, as many characters as the value has; its line ends stay where they are.</summary>
internal sealed class FillerMask(MaskKey key) : ValueMask
{
    private readonly SipHash _function = key.For("text");

    public override bool TryWrite(in FieldValue value, in RowFields row, ArrayBufferWriter<byte> output)
    {
        var draw = new Draw(_function.Hash(value.Bytes));
        var rest = value.Bytes;
        while (!rest.IsEmpty)
        {
            var end = rest.IndexOfAny((byte)'\r', (byte)'\n');
            var line = end < 0 ? rest : rest[..end];
            Fill(CharacterCount(line), ref draw, output);
            rest = rest[line.Length..];
            if (!rest.IsEmpty)
            {
                output.Write(rest[..1]);
                rest = rest[1..];
            }
        }

        return true;
    }

    private static void Fill(int characters, ref Draw draw, ArrayBufferWriter<byte> output)
    {
        for (var space = false; characters > 0; space = !space)
        {
            var word = space ? " "u8 : Words.Filler.Pick((UInt128)(ulong)draw.Next(int.MaxValue) << 64);
            word = word[..Math.Min(word.Length, characters)];
            characters -= word.Length;
            output.Write(space && characters == 0 ? "."u8 : word);
        }
    }

    private static int CharacterCount(ReadOnlySpan<byte> text)
    {
        var count = 0;
        for (; !text.IsEmpty; count++)
        {
            _ = Rune.DecodeFromUtf8(text, out _, out var length);
            text = text[length..];
        }

        return count;
    }
}
