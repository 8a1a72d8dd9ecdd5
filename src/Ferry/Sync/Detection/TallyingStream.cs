using System.Buffers;
using Ferry.Archives;
using Ferry.Detection;

namespace Ferry.Sync.Detection;

/// <summary>Digests rows and passes them on.</summary>
/// <param name="rows">Where they go.</param>
/// <param name="tally">Digests them.</param>
/// <param name="withoutFirst">Whether the first field of each row is for the digests only: a row number that is no column.</param>
internal sealed class TallyingStream(Stream rows, LeafTallyStream tally, bool withoutFirst) : WriteOnlyStream
{
    private readonly ArrayBufferWriter<byte> _columns = new();
    private bool _afterFirst;

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        tally.Write(buffer);
        if (!withoutFirst)
        {
            rows.Write(buffer);
            return;
        }

        KeepColumns(buffer);
        rows.Write(_columns.WrittenSpan);
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        tally.Write(buffer.Span);
        if (!withoutFirst)
        {
            return rows.WriteAsync(buffer, cancellationToken);
        }

        KeepColumns(buffer.Span);
        return rows.WriteAsync(_columns.WrittenMemory, cancellationToken);
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => rows.FlushAsync(cancellationToken);

    private void KeepColumns(ReadOnlySpan<byte> buffer)
    {
        _columns.ResetWrittenCount();
        while (!buffer.IsEmpty)
        {
            var end = buffer.IndexOf(_afterFirst ? (byte)'\n' : (byte)'\t');
            var length = end < 0 ? buffer.Length : end + 1;
            if (_afterFirst)
            {
                _columns.Write(buffer[..length]);
            }

            _afterFirst ^= end >= 0;
            buffer = buffer[length..];
        }
    }
}
