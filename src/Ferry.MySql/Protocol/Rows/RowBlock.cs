using System.Buffers;

namespace Ferry.MySql.Protocol.Rows;

/// <summary>Collects encoded rows and hands them to the destination in blocks.</summary>
internal sealed class RowBlock : IDisposable
{
    public const int Capacity = 256 * 1024;

    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(Capacity);
    private readonly Stream _destination;
    private int _used;
    private long _flushed;

    public RowBlock(Stream destination) => _destination = destination;

    public long Bytes => _flushed + _used;

    public Span<byte> Free => _buffer.AsSpan(_used);

    public void Advance(int count) => _used += count;

    /// <summary>Makes room for <paramref name="count"/> bytes, at most <see cref="Capacity"/>.</summary>
    public ValueTask ReserveAsync(int count, CancellationToken cancellationToken) =>
        _buffer.Length - _used >= count ? ValueTask.CompletedTask : FlushAsync(cancellationToken);

    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        if (_used > 0)
        {
            await _destination.WriteAsync(_buffer.AsMemory(0, _used), cancellationToken).ConfigureAwait(false);
            _flushed += _used;
            _used = 0;
        }
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);
}
