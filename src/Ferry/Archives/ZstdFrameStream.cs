using ZstdSharp;

namespace Ferry.Archives;

/// <summary>Compresses into frames of one size, each from one contiguous block.</summary>
/// <remarks>The streaming compressor searches a wrapped window in two pieces, at a quarter more CPU than one block at a time (measured at level 1 on
/// rows), and a block of this size stays in the processor's cache. At level 1 the window is half of it, so little is lost between frames.
/// Its buffers belong to it alone: from the shared pool each thread that ever worked on a chunk would keep a pair of its own.</remarks>
internal sealed class ZstdFrameStream(Stream destination, FrameCompressor compressor) : WriteOnlyStream
{
    private const int FrameSize = 1 << 20;
    private static readonly int _bound = Compressor.GetCompressBound(FrameSize);
    private readonly byte[] _frame = GC.AllocateUninitializedArray<byte>(FrameSize);
    private readonly byte[] _compressed = GC.AllocateUninitializedArray<byte>(_bound);
    private int _used;
    private bool _started;

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            var count = Math.Min(FrameSize - _used, buffer.Length);
            buffer[..count].CopyTo(_frame.AsSpan(_used));
            _used += count;
            buffer = buffer[count..];
            if (_used == FrameSize)
            {
                Emit();
            }
        }
    }

    /// <summary>Writes the last frame; what is written next belongs to another member. Nothing at all becomes one empty frame, which is what
    /// <c>zstd</c> unpacks to nothing.</summary>
    public void Complete()
    {
        if (_used > 0 || !_started)
        {
            Emit();
        }

        _started = false;
    }

    private void Emit()
    {
        var length = compressor.Compress(_frame.AsSpan(0, _used), _compressed);
        destination.Write(_compressed.AsSpan(0, length));
        _used = 0;
        _started = true;
    }
}
