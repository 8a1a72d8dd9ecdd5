using Ferry.Schema;

namespace Ferry.MySql.Schema;

/// <summary>Reads the columns of all tables.</summary>
internal sealed class ColumnReader(CatalogQuery query)
{
    // Most columns of a database of very many tables are equal to one of another table, and one object does for all of them.
    private readonly HashSet<Column> _distinct = [];

    public async ValueTask<ILookup<string, Column>> ReadAsync(CancellationToken cancellationToken)
    {
        var rows = await query.ListAsync(
            "SELECT TABLE_NAME, COLUMN_NAME, COLUMN_TYPE, IS_NULLABLE, EXTRA, GENERATION_EXPRESSION, COLLATION_NAME FROM information_schema.COLUMNS "
                + $"WHERE TABLE_SCHEMA = {query.Literal} ORDER BY TABLE_NAME, ORDINAL_POSITION",
            "the columns",
            row => (Table: row.Required(0), Column: Shared(Make(
                row.Required(1), row.Required(2), row.Flag(3), row.Required(4), row.Text(5), row.Text(6)))),
            cancellationToken).ConfigureAwait(false);
        return rows.ToLookup(row => row.Table, row => row.Column, StringComparer.Ordinal);
    }

    private Column Shared(Column column)
    {
        if (_distinct.TryGetValue(column, out var known))
        {
            return known;
        }

        _distinct.Add(column);
        return column;
    }

    // EXTRA is no proof: DEFAULT_GENERATED is said of ordinary columns with an expression for their default.
    private static Column Make(string name, string type, bool nullable, string extra, string? expression, string? collation) => new()
    {
        Name = name,
        Type = expression is SystemVersioning.RowStart or SystemVersioning.RowEnd ? SystemVersioning.Mark(type, expression) : type,
        Nullable = nullable,
        Generated = !string.IsNullOrEmpty(expression),
        Invisible = extra.Contains("INVISIBLE", StringComparison.OrdinalIgnoreCase),
        AutoIncrement = extra.Contains("auto_increment", StringComparison.OrdinalIgnoreCase),
        Collation = collation,
    };
}
