using ZstdSharp;

namespace Ferry.Archives;

/// <summary>The rows of some chunks, one after the other, decompressed and proven: stored hash, size and row count of each.</summary>
internal sealed class TableRowsStream(ArchiveReader archive, string table, IEnumerable<ManifestChunk> chunks, Action<long, long>? moved = null) : ReadOnlyStream
{
    private readonly IEnumerator<ManifestChunk> _chunks = chunks.GetEnumerator();
    private readonly RowDigester _digester = new();
    private DecompressionStream? _current;
    private Stream? _stored;
    private long _bytes;

    public override int Read(Span<byte> buffer) => throw new NotSupportedException("Rows are read asynchronously.");

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty && (_current is not null || await NextAsync(cancellationToken).ConfigureAwait(false)))
        {
            var count = await DecompressAsync(buffer, cancellationToken).ConfigureAwait(false);
            if (count > 0)
            {
                return count;
            }

            await EndChunkAsync(cancellationToken).ConfigureAwait(false);
        }

        return 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _current?.Dispose();
            _stored?.Dispose();
            _chunks.Dispose();
        }

        base.Dispose(disposing);
    }

    private string What => $"table {table}, chunk {_chunks.Current.Path}";

    private async ValueTask<bool> NextAsync(CancellationToken cancellationToken)
    {
        if (!_chunks.MoveNext())
        {
            return false;
        }

        var chunk = _chunks.Current;
        _stored = await archive.OpenMemberAsync(chunk.Path, chunk.StoredBytes, chunk.Sha256, What, cancellationToken).ConfigureAwait(false);
        _current = new DecompressionStream(_stored, leaveOpen: true);
        _bytes = 0;
        return true;
    }

    private async ValueTask<int> DecompressAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            var count = await _current!.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            var rows = _digester.Digest.Rows;
            _digester.Append(buffer.Span[..count]);
            _bytes += count;
            moved?.Invoke(_digester.Digest.Rows - rows, count);
            return _bytes <= _chunks.Current.Bytes
                ? count
                : throw ArchiveFault.Damaged(What, $"It unpacks to more than the {_chunks.Current.Bytes} bytes that the manifest says.");
        }
        catch (Exception exception) when (exception is ZstdException or EndOfStreamException)
        {
            throw ArchiveFault.Damaged(What, exception.Message, exception);
        }
    }

    private async ValueTask EndChunkAsync(CancellationToken cancellationToken)
    {
        // The decompressor may stop before the stored bytes do; reading to their end is what proves their hash.
        if (await _stored!.ReadAsync(new byte[1], cancellationToken).ConfigureAwait(false) != 0)
        {
            throw ArchiveFault.Damaged(What, "Bytes follow its last frame.");
        }

        var chunk = _chunks.Current;
        var digest = _digester.Take();
        if (_digester.InRow || _bytes != chunk.Bytes || digest != RowDigest.Parse(chunk.Rows, chunk.Digest))
        {
            throw ArchiveFault.Damaged(What, $"It holds {digest.Rows} rows in {_bytes} bytes, the manifest says {chunk.Rows} in {chunk.Bytes}, or the rows differ.");
        }

        await _current!.DisposeAsync().ConfigureAwait(false);
        await _stored.DisposeAsync().ConfigureAwait(false);
        _current = null;
        _stored = null;
    }
}
