using System.Buffers;
using Ferry.Reading;
using Ferry.Schema;
using Ferry.Sqlite.Connections;
using Ferry.Sqlite.Schema;
using SQLitePCL;

namespace Ferry.Sqlite.Reading;

/// <summary>Reads rows on one connection whose transaction is open.</summary>
internal sealed class ChunkReader(DatabaseFile file, Connection connection) : IChunkReader
{
    private const int BufferSize = 256 * 1024;

    public async ValueTask ReadAsync(Table table, ChunkRange range, Stream rows, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(range);
        ArgumentNullException.ThrowIfNull(rows);

        // SQLite reads on the thread that asks: leave the caller's.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            using var registration = connection.InterruptOn(cancellationToken);
            using var statement = connection.Prepare(SelectFor(table, range));
            await CopyAsync(statement, new RowEncoder(buffer), rows, cancellationToken).ConfigureAwait(false);
        }
        catch (SqliteFailure failure)
        {
            throw Failures.Translate(failure, $"read table {table.Name} of {file.Path}", file, FailureKind.Source)!;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static string SelectFor(Table table, ChunkRange range)
    {
        var columns = table.Columns.Where(column => !column.Generated).Select(column => SqliteDialect.Quote(column.Name));
        if (table.Attributes.TryGetValue(TableAttributes.HiddenRowid, out var rowid))
        {
            columns = columns.Prepend(SqliteDialect.Quote(rowid));
        }

        // The table itself is read, never an index that happens to cover it: what is hashed is what would be restored.
        return $"SELECT {string.Join(", ", columns)} FROM {SqliteDialect.Quote(table.Name)} NOT INDEXED{(range.Where is null ? "" : $" WHERE {range.Where}")}";
    }

    private async ValueTask CopyAsync(Statement statement, RowEncoder encoder, Stream rows, CancellationToken cancellationToken)
    {
        var columns = raw.sqlite3_column_count(statement.Handle);

        // The statement is disposed by the caller, after the last use of its bare handle.
        var handle = statement.Handle.DangerousGetHandle();
        int result;
        while ((result = NativeColumns.Step(handle)) == raw.SQLITE_ROW)
        {
            if (encoder.TryAppendRow(handle, columns))
            {
                continue;
            }

            await FlushAsync(encoder, rows, cancellationToken).ConfigureAwait(false);
            if (!encoder.TryAppendRow(handle, columns))
            {
                await CopyLargeRowAsync(handle, columns, encoder, rows, cancellationToken).ConfigureAwait(false);
            }
        }

        connection.Check(result);

        await FlushAsync(encoder, rows, cancellationToken).ConfigureAwait(false);
    }

    private static async ValueTask CopyLargeRowAsync(
        nint statement, int columns, RowEncoder encoder, Stream rows, CancellationToken cancellationToken)
    {
        for (var column = 0; column < columns; column++)
        {
            var last = column == columns - 1;
            if (encoder.TryAppendField(statement, column, last))
            {
                continue;
            }

            await FlushAsync(encoder, rows, cancellationToken).ConfigureAwait(false);
            if (!encoder.TryAppendField(statement, column, last))
            {
                await CopyLargeFieldAsync(statement, column, last, encoder, rows, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static async ValueTask CopyLargeFieldAsync(
        nint statement, int column, bool last, RowEncoder encoder, Stream rows, CancellationToken cancellationToken)
    {
        const int Slice = BufferSize / 4;
        var text = NativeColumns.Type(statement, column) == raw.SQLITE_TEXT;
        encoder.AppendLetter(text);
        var length = NativeColumns.Bytes(statement, column).Length;
        for (var offset = 0; offset < length; offset += Slice)
        {
            encoder.AppendSlice(NativeColumns.Bytes(statement, column).Slice(offset, Math.Min(Slice, length - offset)), text);
            await FlushAsync(encoder, rows, cancellationToken).ConfigureAwait(false);
        }

        encoder.AppendEnd(last);
    }

    private static async ValueTask FlushAsync(RowEncoder encoder, Stream rows, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await rows.WriteAsync(encoder.Written, cancellationToken).ConfigureAwait(false);
        encoder.Clear();
    }
}
