using Ferry.Archives;
using Ferry.Detection;

namespace Ferry.Sync.Detection;

/// <summary>Digests rows and passes them on.</summary>
/// <param name="rows">Where they go.</param>
/// <param name="tally">Digests them.</param>
/// <param name="withoutFirst">Whether the first field of each row is for the digests only: a row number that is no column.</param>
internal sealed class TallyingStream(Stream rows, LeafTallyStream tally, bool withoutFirst) : WriteOnlyStream
{
    private bool _afterFirst;

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        tally.Write(buffer);
        if (!withoutFirst)
        {
            rows.Write(buffer);
            return;
        }

        while (!buffer.IsEmpty)
        {
            var end = buffer.IndexOf(_afterFirst ? (byte)'\n' : (byte)'\t');
            var length = end < 0 ? buffer.Length : end + 1;
            if (_afterFirst)
            {
                rows.Write(buffer[..length]);
            }

            _afterFirst ^= end >= 0;
            buffer = buffer[length..];
        }
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (withoutFirst)
        {
            Write(buffer.Span);
            return;
        }

        tally.Write(buffer.Span);
        await rows.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => rows.FlushAsync(cancellationToken);
}
