using System.Text;
using Ferry.Archives;
using ZstdSharp;

namespace Ferry.Tests.Archives;

public sealed class FrameCompressorTests
{
    [Fact]
    public void Text_that_gains_from_it_is_compressed_more_thoroughly()
    {
        var prose = Prose(1 << 20);

        var adaptive = Compress(new FrameCompressor(1), prose);

        adaptive.Length.ShouldBeLessThan((int)(Plain(prose) * 0.96));
        Unpack(adaptive, prose.Length).ShouldBe(prose);
    }

    [Fact]
    public void Bytes_that_do_not_gain_are_compressed_at_the_level_asked_for()
    {
        var noise = new byte[1 << 20];
        new Random(5).NextBytes(noise);

        var adaptive = Compress(new FrameCompressor(1), noise);

        adaptive.Length.ShouldBe(Plain(noise));
        Unpack(adaptive, noise.Length).ShouldBe(noise);
    }

    [Fact]
    public void Short_fields_that_repeat_are_found_by_shorter_matches()
    {
        var lines = OrderLines(1 << 20);

        var adaptive = Compress(new FrameCompressor(1), lines);

        adaptive.Length.ShouldBeLessThan((int)(Plain(lines) * 0.985));
        Unpack(adaptive, lines.Length).ShouldBe(lines);
    }

    [Fact]
    public void Other_rows_are_tried_anew()
    {
        var (noise, prose) = (new byte[1 << 20], Prose(1 << 20));
        new Random(5).NextBytes(noise);
        using var compressor = new FrameCompressor(1);
        var output = new byte[Compressor.GetCompressBound(prose.Length)];
        compressor.Compress(noise, output);

        compressor.Restart();

        compressor.Compress(prose, output).ShouldBeLessThan((int)(Plain(prose) * 0.96));
    }

    private static byte[] OrderLines(int length)
    {
        string[] prices = ["4.99", "9.99", "14.99", "19.99"];
        var random = new Random(7);
        var text = new StringBuilder();
        for (var id = 1; text.Length < length; id++)
        {
            var movie = random.Next(1, 100_000);
            var discount = random.Next(5) == 0 ? $"{random.Next(1, 4)}.50" : "\\N";
            text.Append($"{id}\t{id * 2 / 5}\t{movie}\t1\t{prices[movie % 4]}\t{discount}\tSKU-{movie}-{(random.Next(2) == 0 ? "DVD" : "BLURAY")}\n");
        }

        return Encoding.ASCII.GetBytes(text.ToString(0, length));
    }

    private static byte[] Prose(int length)
    {
        string[] words = ["river", "night", "garden", "of", "the", "and", "winter", "letter", "house", "a", "to", "promise", "stranger", "in", "train", "was"];
        var random = new Random(3);
        var text = new StringBuilder();
        var current = 0;
        while (text.Length < length)
        {
            text.Append(words[current]).Append(' ');
            current = (current * 5 + random.Next(4)) % words.Length;
        }

        return Encoding.ASCII.GetBytes(text.ToString(0, length));
    }

    private static byte[] Compress(FrameCompressor compressor, byte[] block)
    {
        using (compressor)
        {
            var output = new byte[Compressor.GetCompressBound(block.Length)];
            return output[..compressor.Compress(block, output)];
        }
    }

    private static int Plain(byte[] block)
    {
        using var compressor = ZstdFrames.CreateCompressor(1);
        return compressor.Wrap(block).Length;
    }

    private static byte[] Unpack(byte[] frame, int length)
    {
        using var decompressor = new Decompressor();
        return decompressor.Unwrap(frame, length).ToArray();
    }
}
