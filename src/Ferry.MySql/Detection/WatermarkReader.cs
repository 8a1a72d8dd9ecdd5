using System.Globalization;
using System.Numerics;
using System.Text;
using Ferry.Detection;
using Ferry.MySql.Dialects;
using Ferry.MySql.Protocol.Rows;
using Ferry.MySql.Reading.Rows;
using Ferry.MySql.Reading.Snapshots;
using Ferry.Schema;

namespace Ferry.MySql.Detection;

/// <summary>Reads what watermark columns say on one connection inside its snapshot.</summary>
internal sealed class WatermarkReader(IRowConnection connection, string database, SnapshotMoment moment)
{
    private const string DateForm = "yyyy-MM-dd";
    private const string TimeForm = "yyyy-MM-dd HH:mm:ss.ffffff";

    public async ValueTask<Watermark?> ReadAsync(Table table, string column, Watermark? earlier, WatermarkMargin margin, CancellationToken cancellationToken)
    {
        var statements = Statements(table, column);
        if (!statements.IsOrdered)
        {
            return null;
        }

        var row = (await ReadAsync(statements.Highest(earlier?.Highest), cancellationToken).ConfigureAwait(false))[0].Split((char)TsvEscape.FieldEnd);
        var highest = row[1] == @"\N" ? null : row[1];
        return new(column, long.Parse(row[0], CultureInfo.InvariantCulture), highest, highest is null ? null : From(statements, highest, margin)) { IsBehind = row[2] != "0" };
    }

    public async ValueTask<IReadOnlyList<long>?> ReadRecentAsync(
        Table table, LeafLayout layout, LeafRange range, Watermark since, long most, CancellationToken cancellationToken)
    {
        var rows = await ReadAsync(Statements(table, since.Column).Recent(layout, range, since.From!, most), cancellationToken).ConfigureAwait(false);
        var leaves = rows.Select(row => row.Split((char)TsvEscape.FieldEnd)).Select(row => (Leaf: Number(row[0]), Rows: Number(row[1]))).ToList();
        var first = layout.Kind == LeafKind.Hash ? range.First : 0;
        return leaves.Sum(leaf => leaf.Rows) > most ? null : [.. leaves.Select(leaf => first + leaf.Leaf)];
    }

    // A day is written until it ends: what is left of a moment's is recent, too.
    private string? From(WatermarkStatements statements, string highest, WatermarkMargin margin) =>
        moment.Open is not { } open ? null
        : statements.IsNumber ? margin.Below(BigInteger.Parse(highest, CultureInfo.InvariantCulture), moment.Time, open).ToString(CultureInfo.InvariantCulture)
        : !DateTime.TryParse(highest, CultureInfo.InvariantCulture, out var time) ? null
        : margin.Below(time, moment.Time, open).ToString(statements.IsDate ? DateForm : TimeForm, CultureInfo.InvariantCulture);

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private WatermarkStatements Statements(Table table, string column) => new(database, table, table.Columns.First(each => each.Name == column));

    private async ValueTask<IReadOnlyList<string>> ReadAsync(RowQuery query, CancellationToken cancellationToken)
    {
        using var rows = new MemoryStream();
        await connection.ReadRowsAsync(query, rows, cancellationToken).ConfigureAwait(false);
        await connection.ExecuteAsync(ServerDialect.ReleaseTables, cancellationToken).ConfigureAwait(false);
        return Encoding.ASCII.GetString(rows.GetBuffer(), 0, (int)rows.Length).Split((char)TsvEscape.RowEnd, StringSplitOptions.RemoveEmptyEntries);
    }
}
