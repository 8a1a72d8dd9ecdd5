using Ferry.Archives;
using ZstdSharp;

namespace Ferry.Tests.Archives;

public sealed class ZstdFrameStreamTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData((1 << 20) - 1)]
    [InlineData(1 << 20)]
    [InlineData((1 << 20) + 1)]
    [InlineData((3 << 20) + 12345)]
    public void Frames_of_any_amount_unpack_to_the_same_bytes(int length)
    {
        var content = new byte[length];
        new Random(7).NextBytes(content.AsSpan(0, length / 2));
        var stored = new MemoryStream();

        Compress(content, 100_000, stored);

        stored.Length.ShouldBeGreaterThan(0);
        Decompress(stored.ToArray()).ShouldBe(content);
    }

    [Fact]
    public void Every_frame_carries_a_checksum()
    {
        var stored = new MemoryStream();
        Compress(new byte[3 << 20], 1 << 18, stored);
        var damaged = stored.ToArray();

        damaged[^1] ^= 1;

        Should.Throw<ZstdException>(() => Decompress(damaged));
    }

    [Fact]
    public void What_follows_a_member_is_a_member_of_its_own()
    {
        var stored = new MemoryStream();
        using var compressor = new FrameCompressor(1);
        using var zstd = new ZstdFrameStream(stored, compressor);
        byte[][] contents = [[1, 2, 3], [], [4, 5]];

        var members = contents.Select(content =>
        {
            stored.SetLength(0);
            zstd.Write(content);
            zstd.Complete();
            return stored.ToArray();
        }).ToList();

        members.ShouldAllBe(member => member.Length > 0);
        members.Select(Decompress).ShouldBe(contents);
    }

    private static void Compress(byte[] content, int step, MemoryStream stored)
    {
        using var compressor = new FrameCompressor(1);
        using var zstd = new ZstdFrameStream(stored, compressor);
        for (var offset = 0; offset < content.Length; offset += step)
        {
            zstd.Write(content.AsSpan(offset, Math.Min(step, content.Length - offset)));
        }

        zstd.Complete();
    }

    private static byte[] Decompress(byte[] stored)
    {
        using var stream = new DecompressionStream(new MemoryStream(stored));
        using var unpacked = new MemoryStream();
        stream.CopyTo(unpacked);
        return unpacked.ToArray();
    }
}
