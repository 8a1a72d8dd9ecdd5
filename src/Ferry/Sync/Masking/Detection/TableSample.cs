using System.Text;
using Ferry.Reading;
using Ferry.Schema;
using Ferry.Sync.Masking.Fields;

namespace Ferry.Sync.Masking.Detection;

/// <summary>Some values of a table's columns, to look at and to forget.</summary>
public sealed class TableSample
{
    private readonly IReadOnlyList<Column> _columns;
    private readonly List<string?[]> _rows = [];

    private TableSample(IReadOnlyList<Column> columns) => _columns = columns;

    /// <summary>Rows in the sample.</summary>
    public int Count => _rows.Count;

    /// <summary>Reads rows as a chunk reader writes them.</summary>
    /// <param name="columns">The columns whose values are in the rows, in their order.</param>
    /// <param name="format">How the engine writes rows.</param>
    /// <param name="rows">Rows with their line feeds; what is behind the last line feed does not count.</param>
    /// <returns>The sample.</returns>
    public static TableSample Read(IReadOnlyList<Column> columns, RowFormat format, ReadOnlySpan<byte> rows)
    {
        ArgumentNullException.ThrowIfNull(columns);
        var sample = new TableSample(columns);
        FieldCodec[] codecs = [.. columns.Select(column => format == RowFormat.Typed ? (FieldCodec)new TypedFieldCodec() : new PlainFieldCodec(FieldShape.Of(column, format)))];
        for (var end = rows.IndexOf((byte)'\n'); end >= 0; end = rows.IndexOf((byte)'\n'))
        {
            sample._rows.Add(ReadRow(rows[..end], codecs));
            rows = rows[(end + 1)..];
        }

        return sample;
    }

    /// <summary>A row's values as text, in the order of the columns; null for NULL.</summary>
    internal IReadOnlyList<string?> Row(int index) => _rows[index];

    /// <summary>The values of a column that are neither NULL nor blank.</summary>
    internal IReadOnlyList<string> Values(string column)
    {
        var index = _columns.ToList().FindIndex(candidate => string.Equals(candidate.Name, column, StringComparison.OrdinalIgnoreCase));
        return index < 0 ? [] : [.. _rows.Select(row => row[index]).OfType<string>().Where(value => !string.IsNullOrWhiteSpace(value))];
    }

    private static string?[] ReadRow(ReadOnlySpan<byte> row, FieldCodec[] codecs)
    {
        var values = new string?[codecs.Length];
        for (var i = 0; i < codecs.Length; i++)
        {
            var end = row.IndexOf((byte)'\t');
            values[i] = codecs[i].TryDecode(end < 0 ? row : row[..end], out var value) ? Encoding.UTF8.GetString(value.Bytes) : null;
            row = end < 0 ? default : row[(end + 1)..];
        }

        return values;
    }
}
