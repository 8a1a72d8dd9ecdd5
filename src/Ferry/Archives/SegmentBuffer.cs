using System.Buffers;
using System.Security.Cryptography;

namespace Ferry.Archives;

/// <summary>Stored bytes that wait for their turn in the archive, in pooled segments, hashed as they come.</summary>
internal sealed class SegmentBuffer : WriteOnlyStream
{
    private const int SegmentSize = 1 << 18;
    private readonly List<byte[]> _segments = [];
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private int _used = SegmentSize;

    /// <summary>All bytes since the last <see cref="Complete"/>, drained or not.</summary>
    public long Total { get; private set; }

    /// <summary>Bytes that are held here now.</summary>
    public long Held => _segments.Count == 0 ? 0 : ((long)(_segments.Count - 1) * SegmentSize) + _used;

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        _hash.AppendData(buffer);
        Total += buffer.Length;
        while (!buffer.IsEmpty)
        {
            if (_used == SegmentSize)
            {
                _segments.Add(ArrayPool<byte>.Shared.Rent(SegmentSize));
                _used = 0;
            }

            var count = Math.Min(SegmentSize - _used, buffer.Length);
            buffer[..count].CopyTo(_segments[^1].AsSpan(_used));
            _used += count;
            buffer = buffer[count..];
        }
    }

    /// <summary>Moves what is held to a stream.</summary>
    public async ValueTask DrainToAsync(Stream destination, CancellationToken cancellationToken)
    {
        for (var index = 0; index < _segments.Count; index++)
        {
            var count = index == _segments.Count - 1 ? _used : SegmentSize;
            await destination.WriteAsync(_segments[index].AsMemory(0, count), cancellationToken).ConfigureAwait(false);
        }

        Release();
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
            Release();
            _hash.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Release()
    {
        _segments.ForEach(segment => ArrayPool<byte>.Shared.Return(segment));
        _segments.Clear();
        _used = SegmentSize;
    }
}
