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
