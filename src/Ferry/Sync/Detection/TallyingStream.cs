using Ferry.Archives;
using Ferry.Detection;

namespace Ferry.Sync.Detection;

/// <summary>Passes rows on and digests them.</summary>
internal sealed class TallyingStream(Stream rows, LeafTallyStream tally) : WriteOnlyStream
{
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        tally.Write(buffer);
        rows.Write(buffer);
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        tally.Write(buffer.Span);
        return rows.WriteAsync(buffer, cancellationToken);
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => rows.FlushAsync(cancellationToken);
}
