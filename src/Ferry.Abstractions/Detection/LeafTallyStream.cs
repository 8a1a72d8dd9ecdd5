using System.Buffers;

namespace Ferry.Detection;

/// <summary>Takes rows as a chunk reader writes them and digests them leaf by leaf.</summary>
public abstract class LeafTallyStream : Stream
{
    // A row is held whole while it is hashed; past this, memory would not stay bounded.
    private const int LongestRow = 16 * 1024 * 1024;

    private readonly Dictionary<long, LeafDigest> _leaves = [];
    private readonly ArrayBufferWriter<byte> _partial = new();
    private bool _givenUp;

    /// <inheritdoc/>
    public sealed override bool CanRead => false;

    /// <inheritdoc/>
    public sealed override bool CanSeek => false;

    /// <inheritdoc/>
    public sealed override bool CanWrite => true;

    /// <inheritdoc/>
    public sealed override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public sealed override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>The digests of the rows so far.</summary>
    /// <returns>In the order of the leaves; null when a row was too long to be digested.</returns>
    public IReadOnlyList<LeafDigest>? Digests() => _givenUp || _partial.WrittenCount > 0 ? null : [.. _leaves.Values.OrderBy(leaf => leaf.Leaf)];

    /// <inheritdoc/>
    public sealed override void Write(ReadOnlySpan<byte> buffer)
    {
        for (var end = buffer.IndexOf((byte)'\n'); end >= 0 && !_givenUp; end = buffer.IndexOf((byte)'\n'))
        {
            AddRow(buffer[..end]);
            buffer = buffer[(end + 1)..];
        }

        _givenUp |= _partial.WrittenCount + (long)buffer.Length > LongestRow;
        if (!_givenUp)
        {
            _partial.Write(buffer);
        }
    }

    /// <inheritdoc/>
    public sealed override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public sealed override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public sealed override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public sealed override void Flush()
    {
    }

    /// <inheritdoc/>
    public sealed override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public sealed override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public sealed override void SetLength(long value) => throw new NotSupportedException();

    /// <summary>Digests one row.</summary>
    /// <param name="row">The row without its line feed.</param>
    /// <param name="leaf">The leaf that it belongs to.</param>
    /// <param name="weight">Its weight there.</param>
    /// <returns>The row's hash.</returns>
    protected abstract ulong Hash(ReadOnlySpan<byte> row, out long leaf, out uint weight);

    private void AddRow(ReadOnlySpan<byte> end)
    {
        if (_partial.WrittenCount > 0)
        {
            _partial.Write(end);
            end = _partial.WrittenSpan;
        }

        var hash = Hash(end, out var leaf, out var weight);
        _leaves[leaf] = (_leaves.TryGetValue(leaf, out var digest) ? digest : new LeafDigest(leaf, 0, 0, 0)).Add(weight, hash);
        _partial.ResetWrittenCount();
    }
}
