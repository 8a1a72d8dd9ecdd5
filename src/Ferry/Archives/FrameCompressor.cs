using ZstdSharp;
using ZstdSharp.Unsafe;

namespace Ferry.Archives;

/// <summary>Compresses blocks into frames of their own. Where the fastest level is asked for, a trial now and then tells which of three ways
/// suits the rows, and that one is used until the next trial: the level as it is; the same with shorter matches, for short fields that repeat;
/// a slower level, for prose.</summary>
/// <remarks>Measured on rows of the benchmark: prose shrinks by 5 to 7 percent at level 3, at 1.6 times the CPU; order lines by 4.5 percent with
/// shorter matches, at 1.15 times; log lines grow with either. One way for all would be larger or slower.</remarks>
internal sealed class FrameCompressor(int level) : IDisposable
{
    private const int FastestLevel = 1;
    private const int ThoroughLevel = 3;
    private const int ShorterMatch = 5;
    private const double WorthShorter = 0.985;
    private const double WorthThorough = 0.975;
    private const int BlocksBetweenTrials = 64;
    private readonly Compressor _asked = ZstdFrames.CreateCompressor(level);
    private readonly Compressor? _shorter = level == FastestLevel ? CreateShorter() : null;
    private readonly Compressor? _thorough = level == FastestLevel ? ZstdFrames.CreateCompressor(ThoroughLevel) : null;
    private int _untilTrial;
    private Compressor? _chosen;

    /// <summary>Other rows follow: the next block is a trial.</summary>
    public void Restart() => _untilTrial = 0;

    /// <summary>Writes one frame; <paramref name="output"/> has room for the worst case.</summary>
    /// <returns>Its length in bytes.</returns>
    public int Compress(ReadOnlySpan<byte> block, Span<byte> output)
    {
        if (_shorter is not null && _thorough is not null && _untilTrial-- == 0)
        {
            _untilTrial = BlocksBetweenTrials;
            _chosen = Choose(block, output, _shorter, _thorough);
        }

        return (_chosen ?? _asked).Wrap(block, output);
    }

    public void Dispose()
    {
        _asked.Dispose();
        _shorter?.Dispose();
        _thorough?.Dispose();
    }

    private Compressor Choose(ReadOnlySpan<byte> block, Span<byte> output, Compressor shorter, Compressor thorough)
    {
        var asked = _asked.Wrap(block, output);
        var (best, size) = shorter.Wrap(block, output) is var shortest && shortest < asked * WorthShorter ? (shorter, shortest) : (_asked, asked);
        return thorough.Wrap(block, output) < size * WorthThorough ? thorough : best;
    }

    private static Compressor CreateShorter()
    {
        var compressor = ZstdFrames.CreateCompressor(FastestLevel);
        compressor.SetParameter(ZSTD_cParameter.ZSTD_c_minMatch, ShorterMatch);
        return compressor;
    }
}
