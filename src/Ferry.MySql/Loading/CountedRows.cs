namespace Ferry.MySql.Loading;

/// <summary>Counts the rows that pass on their way to the server.</summary>
/// <param name="rows">Rows in the row format, where every line feed ends one.</param>
/// <param name="mostBytes">How many bytes are given out at a time at most: the driver sends what it gets as one packet.</param>
internal sealed class CountedRows(Stream rows, int mostBytes) : Stream
{
    /// <summary>Rows that have passed.</summary>
    public long Rows { get; private set; }

    /// <summary>What reading failed with, if it did; the driver would hide it behind the server's answer.</summary>
    public Exception? Failure { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            var most = buffer[..Math.Min(buffer.Length, mostBytes)];
            var read = await rows.ReadAsync(most, cancellationToken).ConfigureAwait(false);
            return Count(most.Span, read);
        }
        catch (Exception exception)
        {
            Failure = exception;
            throw;
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count)
    {
        try
        {
            return Count(buffer.AsSpan(offset), rows.Read(buffer, offset, Math.Min(count, mostBytes)));
        }
        catch (Exception exception)
        {
            Failure = exception;
            throw;
        }
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int Count(ReadOnlySpan<byte> buffer, int read)
    {
        Rows += buffer[..read].Count((byte)'\n');
        return read;
    }
}
