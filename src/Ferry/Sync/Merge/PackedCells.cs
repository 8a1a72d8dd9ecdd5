using Ferry.Sync.Model;
using Ferry.Sync.Staging;

namespace Ferry.Sync.Merge;

/// <summary>Packs hashes of the target's own values in the order that the registry has given the columns; places of columns that are gone hold none.</summary>
internal sealed class PackedCells(TableSql sql)
{
    /// <summary>All columns of the target's row.</summary>
    public string Of(string alias) => Of(column => $"{alias}.{sql.Dialect.Quote(column.Name)}");

    /// <summary>All columns of a row with these values.</summary>
    public string Of(Func<MergeColumn, string> value)
    {
        var columns = sql.Table.Columns.OrderBy(column => column.Cell).ToList();
        return columns.Count == sql.Table.Cells ? sql.Dialect.Cells.Pack([.. columns.Select(column => (column.Target, value(column)))]) : Each(column => One(column, value(column)));
    }

    /// <summary>Each place by an expression of its own.</summary>
    public string Each(Func<MergeColumn, string> hash)
    {
        var byPlace = sql.Table.Columns.ToDictionary(column => column.Cell);
        return sql.Dialect.Cells.Join([.. Enumerable.Range(0, sql.Table.Cells).Select(place => byPlace.TryGetValue(place, out var column) ? hash(column) : sql.Dialect.Cells.None)]);
    }

    public string One(MergeColumn column, string value) => sql.Dialect.Cells.Pack([(column.Target, value)]);
}
