namespace Ferry.Archives;

/// <summary>Takes rows as bytes, digests and compresses them, and cuts them into chunk members at row ends. Used by one reader at a time.
/// A chunk waits in memory until it is complete; one that outgrows the memory limit (a single huge row) is written through instead.</summary>
internal sealed class ChunkWriter : WriteOnlyStream
{
    private readonly ArchiveWriter _archive;
    private readonly ChunkLimits _limits;
    private readonly FrameCompressor _compressor;
    private readonly SegmentBuffer _stored = new();
    private readonly ZstdFrameStream _zstd;
    private readonly RowDigester _digester = new();
    private readonly List<ManifestChunk> _chunks = [];
    private ArchiveMember? _member;
    private Func<int, string> _path = _ => throw new InvalidOperationException("No range was begun.");
    private string? _from;
    private string? _to;
    private Action<long, long> _moved = (_, _) => { };
    private long _bytes;

    public ChunkWriter(ArchiveWriter archive, ChunkLimits limits, int level)
    {
        _archive = archive;
        _limits = limits;
        _compressor = new FrameCompressor(level);
        _zstd = new ZstdFrameStream(_stored, _compressor);
    }

    /// <summary>Rows of another table follow: what compressed the last ones best may not suit them.</summary>
    public void ExpectOtherRows() => _compressor.Restart();

    /// <summary>Starts a range; its chunks are named by the function, which is given 1, 2, …, and rows and bytes are told as they pass.</summary>
    public void Begin(Func<int, string> path, string? from, string? to, Action<long, long> moved)
    {
        _moved = moved;
        _path = path;
        _from = from;
        _to = to;
        _chunks.Clear();
    }

    /// <summary>Ends a range.</summary>
    /// <returns>Its chunks in order; none when it had no rows.</returns>
    public async ValueTask<IReadOnlyList<ManifestChunk>> EndAsync(CancellationToken cancellationToken)
    {
        if (_digester.InRow)
        {
            throw new FerryException(
                FailureKind.Source, "source.row-cut", "The rows ended in the middle of a row.", "The reader stopped early.", "Run the command again.");
        }

        await CompleteAsync(cancellationToken).ConfigureAwait(false);
        return [.. _chunks];
    }

    public override void Write(ReadOnlySpan<byte> buffer) => throw new NotSupportedException("Rows are written asynchronously.");

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_bytes + buffer.Length >= _limits.Bytes || _stored.Total >= _limits.StoredBytes)
        {
            var rowEnd = buffer.Span.LastIndexOf((byte)'\n') + 1;
            if (rowEnd > 0)
            {
                Feed(buffer[..rowEnd]);
                await CompleteAsync(cancellationToken).ConfigureAwait(false);
                buffer = buffer[rowEnd..];
            }
        }

        if (!buffer.IsEmpty)
        {
            Feed(buffer);
            await WriteThroughAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _zstd.Dispose();
            _compressor.Dispose();
            _stored.Dispose();
        }

        base.Dispose(disposing);
    }

    public override async ValueTask DisposeAsync()
    {
        if (_member is not null)
        {
            await _member.DisposeAsync().ConfigureAwait(false);
        }

        await base.DisposeAsync().ConfigureAwait(false);
    }

    private void Feed(ReadOnlyMemory<byte> rows)
    {
        var before = _digester.Digest.Rows;
        _digester.Append(rows.Span);
        _zstd.Write(rows.Span);
        _bytes += rows.Length;
        _moved(_digester.Digest.Rows - before, rows.Length);
    }

    private async ValueTask WriteThroughAsync(CancellationToken cancellationToken)
    {
        if (_stored.Held < 2 * _limits.StoredBytes)
        {
            return;
        }

        _member ??= await _archive.BeginAsync(_path(_chunks.Count + 1), cancellationToken).ConfigureAwait(false);
        await _stored.DrainToAsync(_member.Stream, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        if (_bytes == 0)
        {
            return;
        }

        _zstd.Complete();
        var path = _path(_chunks.Count + 1);
        _member ??= await _archive.BeginAsync(path, cancellationToken).ConfigureAwait(false);
        await _stored.DrainToAsync(_member.Stream, cancellationToken).ConfigureAwait(false);
        await _member.DisposeAsync().ConfigureAwait(false);
        _member = null;

        var (storedBytes, sha256) = _stored.Complete();
        var digest = _digester.Take();
        _chunks.Add(new ManifestChunk(path, digest.Rows, _bytes, storedBytes, sha256, digest.Hex, _from, _to));
        _bytes = 0;
        CrashPoint.Reached("backup.chunk-written");
    }
}
