using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.InteropServices;
using Ferry.Archives;
using Ferry.Merging;

namespace Ferry.Sync.Staging;

/// <summary>Takes rows as a reader writes them, keeps the wanted fields, and adds the row's hash and its cells' hashes on the way to a loader.</summary>
/// <param name="output">Goes to the loader.</param>
/// <param name="format">How added fields are written.</param>
/// <param name="hasher">Hashes fields.</param>
/// <param name="cells">For every field of a row: its place among the packed hashes, or -1 when the field is left out.</param>
/// <param name="count">How many hashes a packed text has.</param>
internal sealed class RowStamp(PipeWriter output, IRowFormat format, CellHasher hasher, IReadOnlyList<int> cells, int count) : WriteOnlyStream
{
    private readonly ArrayBufferWriter<byte> _partial = new();
    private readonly int[] _cells = [.. cells];
    private readonly uint[] _packed = new uint[count];
    private readonly ulong[] _hashes = new ulong[cells.Count];

    /// <summary>Rows that have passed.</summary>
    public long Rows { get; private set; }

    public override void Write(ReadOnlySpan<byte> buffer) => throw new NotSupportedException("Rows are written asynchronously.");

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Pass(buffer.Span);
        var flushed = await output.FlushAsync(cancellationToken).ConfigureAwait(false);
        if (flushed.IsCompleted)
        {
            throw new IOException("The loader has stopped taking rows.");
        }
    }

    /// <summary>Ends the rows.</summary>
    /// <exception cref="FerryException"><see cref="FailureKind.Source"/> when they end inside one.</exception>
    public void End()
    {
        if (_partial.WrittenCount > 0)
        {
            throw new FerryException(FailureKind.Source, "source.row-cut", "The rows ended in the middle of a row.", "The reader stopped early.", "Run the command again.");
        }
    }

    private void Pass(ReadOnlySpan<byte> bytes)
    {
        for (var end = bytes.IndexOf((byte)'\n'); end >= 0; end = bytes.IndexOf((byte)'\n'))
        {
            if (_partial.WrittenCount == 0)
            {
                Stamp(bytes[..end]);
            }
            else
            {
                _partial.Write(bytes[..end]);
                Stamp(_partial.WrittenSpan);
                _partial.ResetWrittenCount();
            }

            bytes = bytes[(end + 1)..];
        }

        _partial.Write(bytes);
    }

    private void Stamp(ReadOnlySpan<byte> row)
    {
        for (var index = 0; index < _cells.Length; index++)
        {
            var end = index == _cells.Length - 1 ? row.Length : row.IndexOf((byte)'\t');
            var field = row[..end];
            if (_cells[index] is >= 0 and var cell)
            {
                _hashes[index] = hasher.Hash(field);
                _packed[cell] = (uint)_hashes[index];
                output.Write(field);
                output.Write("\t"u8);
            }

            row = end < row.Length ? row[(end + 1)..] : default;
        }

        format.Number((long)hasher.Hash(MemoryMarshal.AsBytes<ulong>(_hashes)), output);
        output.Write("\t"u8);
        format.Cells(_packed, output);
        output.Write("\n"u8);
        Rows++;
    }
}
