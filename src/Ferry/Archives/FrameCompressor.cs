using ZstdSharp;
using ZstdSharp.Unsafe;

namespace Ferry.Archives;

/// <summary>Compresses blocks into frames of their own. Where the fastest level is asked for, a trial now and then tells which of three ways
/// suits the rows, and that one is used until the next trial: the level as it is; the same with shorter matches, for short fields that repeat;
/// two tables of matches, for prose.</summary>
/// <remarks>Measured on rows of the benchmark: docs/decisions/0003-chunks-in-memory.md. One way for all would be larger or slower.</remarks>
internal sealed class FrameCompressor(int level) : IDisposable
{
    private const int FastestLevel = 1;
    private const int ShorterMatch = 5;

    // Level 3 with tables of 256 and 64 KiB, which stay in the processor's cache where its own of 512 and 256 do not.
    private const int ThoroughLevel = 3;
    private const int ThoroughHashLog = 16;
    private const int ThoroughChainLog = 14;
    private const double WorthShorter = 0.988;
    private const double WorthThorough = 0.975;

    // A trial costs as much as four blocks.
    private const int BlocksBetweenTrials = 128;
    private readonly Compressor _asked = ZstdFrames.CreateCompressor(level);
    private readonly Compressor? _shorter = level == FastestLevel ? CreateShorter() : null;
    private readonly Compressor? _thorough = level == FastestLevel ? CreateThorough() : null;
    private int _untilTrial;
    private Compressor? _chosen;

    /// <summary>Other rows follow: the next block is a trial.</summary>
    public void Restart() => _untilTrial = 0;

    /// <summary>Writes one frame; <paramref name="output"/> has room for the worst case.</summary>
    /// <returns>Its length in bytes.</returns>
    public int Compress(ReadOnlySpan<byte> block, Span<byte> output) =>
        _shorter is not null && _thorough is not null && _untilTrial-- == 0
            ? Try(block, output, _shorter, _thorough)
            : (_chosen ?? _asked).Wrap(block, output);

    public void Dispose()
    {
        _asked.Dispose();
        _shorter?.Dispose();
        _thorough?.Dispose();
    }

    private int Try(ReadOnlySpan<byte> block, Span<byte> output, Compressor shorter, Compressor thorough)
    {
        _untilTrial = BlocksBetweenTrials;
        var asked = _asked.Wrap(block, output);
        (_chosen, var best) = shorter.Wrap(block, output) is var shortest && shortest < asked * WorthShorter ? (shorter, shortest) : (_asked, asked);
        if (thorough.Wrap(block, output) is var length && length < best * WorthThorough)
        {
            _chosen = thorough;
            return length;
        }

        return _chosen.Wrap(block, output);
    }

    private static Compressor CreateShorter()
    {
        var compressor = ZstdFrames.CreateCompressor(FastestLevel);
        compressor.SetParameter(ZSTD_cParameter.ZSTD_c_minMatch, ShorterMatch);
        return compressor;
    }

    private static Compressor CreateThorough()
    {
        var compressor = ZstdFrames.CreateCompressor(ThoroughLevel);
        compressor.SetParameter(ZSTD_cParameter.ZSTD_c_hashLog, ThoroughHashLog);
        compressor.SetParameter(ZSTD_cParameter.ZSTD_c_chainLog, ThoroughChainLog);
        return compressor;
    }
}
