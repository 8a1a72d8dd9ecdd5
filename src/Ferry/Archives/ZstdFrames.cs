using ZstdSharp;
using ZstdSharp.Unsafe;

namespace Ferry.Archives;

/// <summary>How every frame in an archive is compressed: at the level asked for, with a checksum of its content.</summary>
internal static class ZstdFrames
{
    public static Compressor CreateCompressor(int level)
    {
        var compressor = new Compressor(level);
        compressor.SetParameter(ZSTD_cParameter.ZSTD_c_checksumFlag, 1);
        return compressor;
    }
}
