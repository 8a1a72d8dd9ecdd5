using System.Buffers;
using System.Security.Cryptography;

namespace Ferry.Archives;

/// <summary>Stored bytes that wait for their turn in the archive, hashed as they come.</summary>
/// <remarks>The segments are kept for what comes next. Given back to the shared pool, most of them would be dropped and allocated again with
/// every chunk: the pool keeps a few, and large arrays wait long for their collection.</remarks>
internal sealed class SegmentBuffer : WriteOnlyStream
{
    private const int SegmentSize = 1 << 18;
    private readonly List<byte[]> _segments = [];
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private int _filled;
    private int _used = SegmentSize;

    /// <summary>All bytes since the last <see cref="Complete"/>, drained or not.</summary>
    public long Total { get; private set; }

    /// <summary>Bytes that are held here now.</summary>
    public long Held => _filled == 0 ? 0 : ((long)(_filled - 1) * SegmentSize) + _used;

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        _hash.AppendData(buffer);
        Total += buffer.Length;
        while (!buffer.IsEmpty)
        {
            if (_used == SegmentSize)
            {
                Extend();
            }

            var count = Math.Min(SegmentSize - _used, buffer.Length);
            buffer[..count].CopyTo(_segments[_filled - 1].AsSpan(_used));
            _used += count;
            buffer = buffer[count..];
        }
    }

    /// <summary>Moves what is held to a stream.</summary>
    public async ValueTask DrainToAsync(Stream destination, CancellationToken cancellationToken)
    {
        for (var index = 0; index < _filled; index++)
        {
            var count = index == _filled - 1 ? _used : SegmentSize;
            await destination.WriteAsync(_segments[index].AsMemory(0, count), cancellationToken).ConfigureAwait(false);
        }

        _filled = 0;
        _used = SegmentSize;
    }

    /// <summary>Ends the member: its size and the SHA-256 of its bytes.</summary>
    public (long Bytes, string Sha256) Complete()
    {
        var bytes = Total;
        Total = 0;
        return (bytes, Convert.ToHexStringLower(_hash.GetHashAndReset()));
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _segments.ForEach(segment => ArrayPool<byte>.Shared.Return(segment));
            _segments.Clear();
            _hash.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Extend()
    {
        if (_filled == _segments.Count)
        {
            _segments.Add(ArrayPool<byte>.Shared.Rent(SegmentSize));
        }

        _filled++;
        _used = 0;
    }
}
