using System.Globalization;
using System.Numerics;
using Ferry.Detection;
using Ferry.MySql.Columns;
using Ferry.MySql.Dialects;
using Ferry.MySql.Reading.Rows;
using Ferry.Schema;

namespace Ferry.MySql.Detection;

/// <summary>Writes the SELECTs about a column that every change of a row raises. Comparisons are the server's, of values of the column's own type.</summary>
/// <param name="database">The database.</param>
/// <param name="table">The table.</param>
/// <param name="column">The column.</param>
internal sealed class WatermarkStatements(string database, Table table, Column column)
{
    private readonly string _name = Quote.Identifier(column.Name);
    private readonly string _source = SelectStatement.Source(database, table);

    /// <summary>Whether the column's type has an order in which later values are higher.</summary>
    public bool IsOrdered => IsNumber || IsTime;

    public bool IsNumber => Base is "tinyint" or "smallint" or "mediumint" or "int" or "bigint" or "decimal";

    public bool IsDate => Base == "date";

    private bool IsTime => Base is "date" or "datetime" or "timestamp";

    private string Base => ColumnType.Base(column.Type);

    /// <summary>One row: the number of rows, the highest value, and whether that is lower than an earlier one.</summary>
    public RowQuery Highest(string? earlier)
    {
        var highest = IsNumber ? $"FLOOR(MAX({_name}))" : $"MAX({_name})";
        var behind = earlier is null ? "0" : $"COALESCE({highest} < {Literal(earlier)}, 1)";
        return new(
            $"SELECT COUNT(*), {highest}, {behind} FROM {_source}",
            $"SELECT CAST(COUNT(*) AS BINARY), CAST({highest} AS BINARY), CAST({behind} AS BINARY) FROM {_source}",
            $"the watermark of table {table.Name}");
    }

    /// <summary>The leaves with rows at or above a value, or without one, and how many such rows each has; one row more than the most at the utmost.</summary>
    public RowQuery Recent(LeafLayout layout, LeafRange range, string from, long most)
    {
        var within = range.Rows.Where is { } where ? $"({where}) AND " : "";
        var rows = string.Create(
            CultureInfo.InvariantCulture,
            $"SELECT {LeafStatement.LeafOf(layout)} AS leaf FROM {_source} WHERE {within}({_name} >= {Literal(from)} OR {_name} IS NULL{OrNever}) LIMIT {most + 1}");
        return new(
            $"SELECT leaf, COUNT(*) FROM ({rows}) AS recent GROUP BY leaf ORDER BY leaf",
            $"SELECT CAST(leaf AS BINARY), CAST(COUNT(*) AS BINARY) FROM ({rows}) AS recent GROUP BY leaf ORDER BY leaf",
            $"the recent rows of table {table.Name}");
    }

    // The time that stands for none.
    private string OrNever => Base switch
    {
        "date" => $" OR {_name} = '0000-00-00'",
        "datetime" or "timestamp" => $" OR {_name} = '0000-00-00 00:00:00'",
        _ => "",
    };

    // A number in quotes would be compared as a floating one.
    private string Literal(string value) => IsNumber ? BigInteger.Parse(value, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture) : Quote.Literal(value);
}
