using System.Buffers;
using System.Runtime.CompilerServices;

namespace Ferry.Reading;

/// <summary>Cuts a stream in the row format into rows. A raw line feed always ends one.</summary>
public static class RowLines
{
    private const int InitialBytes = 1 << 16;

    /// <summary>Reads row after row.</summary>
    /// <param name="rows">The stream.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>Each row without its line feed; valid until the next one is asked for.</returns>
    /// <exception cref="FerryException"><see cref="FailureKind.Integrity"/> when the last row does not end.</exception>
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(
        Stream rows, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(InitialBytes);
        try
        {
            var held = 0;
            for (int read; (read = await rows.ReadAsync(buffer.AsMemory(held), cancellationToken).ConfigureAwait(false)) > 0;)
            {
                var end = held + read;
                var start = 0;
                for (var scan = held; buffer.AsSpan(scan, end - scan).IndexOf((byte)'\n') is >= 0 and var length;)
                {
                    yield return buffer.AsMemory(start, scan + length - start);
                    start = scan += length + 1;
                }

                held = end - start;
                buffer.AsSpan(start, held).CopyTo(buffer);
                if (held == buffer.Length)
                {
                    buffer = Grow(buffer);
                }
            }

            if (held > 0)
            {
                throw new FerryException(FailureKind.Integrity, "rows.row-cut", "The last row of a chunk does not end.");
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static byte[] Grow(byte[] buffer)
    {
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }
}
