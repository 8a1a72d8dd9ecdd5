using System.Buffers;
using ZstdSharp;

namespace Ferry.Archives;

/// <summary>Compresses into frames of one size, each from one contiguous block.</summary>
/// <remarks>The streaming compressor searches a wrapped window in two pieces, at a quarter more CPU than one block at a time (measured at level 1 on
/// rows), and a block of this size stays in the processor's cache. At level 1 the window is half of it, so little is lost between frames.</remarks>
internal sealed class ZstdFrameStream(Stream destination, FrameCompressor compressor) : WriteOnlyStream
{
    private const int FrameSize = 1 << 20;
    private static readonly int _bound = Compressor.GetCompressBound(FrameSize);
    private readonly byte[] _frame = ArrayPool<byte>.Shared.Rent(FrameSize);
    private readonly byte[] _compressed = ArrayPool<byte>.Shared.Rent(_bound);
    private int _used;
    private bool _started;
    private bool _disposed;

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

    /// <summary>Writes the last frame. Nothing at all becomes one empty frame, which is what <c>zstd</c> unpacks to nothing.</summary>
    public void Complete()
    {
        if (_used > 0 || !_started)
        {
            Emit();
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_disposed)
        {
            _disposed = true;
            ArrayPool<byte>.Shared.Return(_frame);
            ArrayPool<byte>.Shared.Return(_compressed);
        }

        base.Dispose(disposing);
    }

    private void Emit()
    {
        var length = compressor.Compress(_frame.AsSpan(0, _used), _compressed);
        destination.Write(_compressed.AsSpan(0, length));
        _used = 0;
        _started = true;
    }
}
