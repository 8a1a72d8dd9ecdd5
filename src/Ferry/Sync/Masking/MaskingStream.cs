using System.Buffers;
using Ferry.Archives;

namespace Ferry.Sync.Masking;

/// <summary>Masks all rows that are written to it and writes them on. Blocks may end anywhere. Holds no more than one block and one row; of a row that
/// is longer than <see cref="LongRow"/> only the masked field that is being read, unless a mask depends on other fields of its row.</summary>
internal sealed class MaskingStream(RowMasker masker, Stream rows, bool leaveOpen = false) : WriteOnlyStream
{
    /// <summary>Bytes of a row from which on it is passed on field by field.</summary>
    public const int LongRow = 1 << 20;

    private const byte RowEnd = (byte)'\n';
    private readonly ArrayBufferWriter<byte> _masked = new(1 << 16);
    private readonly ArrayBufferWriter<byte> _unfinished = new();
    private LongRowMasker? _long;

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (masker.PassesThrough)
        {
            rows.Write(buffer);
            return;
        }

        Mask(buffer);
        rows.Write(_masked.WrittenSpan);
        _masked.ResetWrittenCount();
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (masker.PassesThrough)
        {
            await rows.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
            return;
        }

        cancellationToken.ThrowIfCancellationRequested();
        Mask(buffer.Span);
        if (_masked.WrittenCount > 0)
        {
            await rows.WriteAsync(_masked.WrittenMemory, cancellationToken).ConfigureAwait(false);
            _masked.ResetWrittenCount();
        }
    }

    /// <summary>Says that all rows were written.</summary>
    /// <exception cref="FerryException"><see cref="FailureKind.Source"/> when they end in the middle of a row.</exception>
    public void Complete()
    {
        if (_unfinished.WrittenCount > 0 || _long is not null)
        {
            throw new FerryException(
                FailureKind.Source, "source.row-cut", "The rows ended in the middle of a row.", "The reader stopped early.", "Run the command again.");
        }
    }

    public override void Flush() => rows.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => rows.FlushAsync(cancellationToken);

    protected override void Dispose(bool disposing)
    {
        if (disposing && !leaveOpen)
        {
            rows.Dispose();
        }

        base.Dispose(disposing);
    }

    public override async ValueTask DisposeAsync()
    {
        if (!leaveOpen)
        {
            await rows.DisposeAsync().ConfigureAwait(false);
        }

        await base.DisposeAsync().ConfigureAwait(false);
    }

    private void Mask(ReadOnlySpan<byte> bytes)
    {
        for (var end = bytes.IndexOf(RowEnd); end >= 0; end = bytes.IndexOf(RowEnd))
        {
            Finish(bytes[..(end + 1)]);
            bytes = bytes[(end + 1)..];
        }

        Keep(bytes);
    }

    private void Finish(ReadOnlySpan<byte> rest)
    {
        if (_long is not null)
        {
            _long.Append(rest, _masked);
            _long = null;
        }
        else if (_unfinished.WrittenCount == 0)
        {
            masker.Mask(rest, _masked);
        }
        else
        {
            _unfinished.Write(rest);
            masker.Mask(_unfinished.WrittenSpan, _masked);
            _unfinished.ResetWrittenCount();
        }
    }

    private void Keep(ReadOnlySpan<byte> start)
    {
        if (_long is not null)
        {
            _long.Append(start, _masked);
            return;
        }

        _unfinished.Write(start);
        if (_unfinished.WrittenCount > LongRow && !masker.ReadsWholeRows)
        {
            _long = new LongRowMasker(masker);
            _long.Append(_unfinished.WrittenSpan, _masked);
            _unfinished.ResetWrittenCount();
        }
    }
}
