namespace Ferry.MySql.Tests.Protocol.Rows;

/// <summary>Counts one byte among all.</summary>
internal sealed class CountingStream(byte counted) : SinkStream
{
    public long Counted { get; private set; }

    public long Total { get; private set; }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Counted += buffer.Span.Count(counted);
        Total += buffer.Length;
        return ValueTask.CompletedTask;
    }
}
