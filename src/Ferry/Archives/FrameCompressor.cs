using ZstdSharp;

namespace Ferry.Archives;

/// <summary>Compresses blocks into frames of their own. Where the fastest level is asked for, a trial now and then tells whether the
/// rows are text of the kind that a slower level makes clearly smaller; then that one is used until the next trial.</summary>
/// <remarks>Measured on rows of the benchmark: at level 3 prose shrinks by 6 to 7 percent at 1.6 times the CPU; numbers and log lines
/// gain nothing or grow. One level for all would be either larger or slower.</remarks>
internal sealed class FrameCompressor(int level) : IDisposable
{
    private const int FastestLevel = 1;
    private const int ThoroughLevel = 3;
    private const double WorthIt = 0.975;
    private const int BlocksBetweenTrials = 64;
    private readonly Compressor _asked = ZstdFrames.CreateCompressor(level);
    private readonly Compressor? _thorough = level == FastestLevel ? ZstdFrames.CreateCompressor(ThoroughLevel) : null;
    private int _untilTrial;
    private bool _useThorough;

    /// <summary>Writes one frame; <paramref name="output"/> has room for the worst case.</summary>
    /// <returns>Its length in bytes.</returns>
    public int Compress(ReadOnlySpan<byte> block, Span<byte> output)
    {
        if (_thorough is null)
        {
            return _asked.Wrap(block, output);
        }

        if (_untilTrial-- == 0)
        {
            _untilTrial = BlocksBetweenTrials;
            _useThorough = _asked.Wrap(block, output) * WorthIt > _thorough.Wrap(block, output);
        }

        return (_useThorough ? _thorough : _asked).Wrap(block, output);
    }

    public void Dispose()
    {
        _asked.Dispose();
        _thorough?.Dispose();
    }
}
