using Ferry.Reading;
using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using Ferry.MySql.Columns;
using Ferry.MySql.Dialects;
using Ferry.Schema;

namespace Ferry.MySql.Loading;

/// <summary>Turns rows of a table into INSERT statements of many rows, cut by size.</summary>
/// <param name="table">The table.</param>
/// <param name="maximumBytes">The size that a statement keeps to, unless a single row is larger.</param>
internal sealed class InsertStatements(Table table, int maximumBytes)
{
    /// <summary>A size at which larger statements no longer load faster, and which every server's default accepts.</summary>
    public const int UsualBytes = 1 << 20;

    private readonly IReadOnlyList<Column> _columns = ColumnLoad.Stored(table);
    private readonly IReadOnlyList<ColumnLiteral> _literals = [.. ColumnLoad.Stored(table).Select(ColumnLiteral.For)];

    /// <summary>Writes statement after statement.</summary>
    /// <param name="rows">Rows in the row format.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <returns>UTF-8 text without a terminator; valid until the next one is asked for.</returns>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(
        Stream rows, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var names = string.Join(", ", _columns.Select(column => Quote.Identifier(column.Name)));
        var head = Encoding.UTF8.GetBytes($"INSERT INTO {Quote.Identifier(table.Name)} ({names}) VALUES\n");
        var statement = new ArrayBufferWriter<byte>(UsualBytes);
        var row = new ArrayBufferWriter<byte>();
        await foreach (var fields in RowLines.ReadAsync(rows, cancellationToken).ConfigureAwait(false))
        {
            row.ResetWrittenCount();
            WriteRow(fields.Span, row);
            if (statement.WrittenCount > 0 && statement.WrittenCount + row.WrittenCount + 2 > maximumBytes)
            {
                yield return statement.WrittenMemory;
                statement.ResetWrittenCount();
            }

            statement.Write(statement.WrittenCount == 0 ? head : ",\n"u8);
            statement.Write(row.WrittenSpan);
        }

        if (statement.WrittenCount > 0)
        {
            yield return statement.WrittenMemory;
        }
    }

    private void WriteRow(ReadOnlySpan<byte> fields, ArrayBufferWriter<byte> row)
    {
        row.Write("("u8);
        for (var i = 0; i < _literals.Count; i++)
        {
            var end = fields.IndexOf((byte)'\t');
            if (end < 0 != (i == _literals.Count - 1))
            {
                throw new FerryException(
                    FailureKind.Integrity, "mysql.row-fields", $"A row of table {table.Name} has the wrong number of fields.");
            }

            row.Write(i == 0 ? [] : ","u8);
            _literals[i].Write(end < 0 ? fields : fields[..end], row);
            fields = end < 0 ? [] : fields[(end + 1)..];
        }

        row.Write(")"u8);
    }
}
