using Ferry.MySql.Columns;
using Ferry.MySql.Dialects;
using Ferry.MySql.Schema;
using Ferry.Reading;
using Ferry.Schema;

namespace Ferry.MySql.Reading.Rows;

/// <summary>Writes the SELECT that reads a range of a table.</summary>
internal static class SelectStatement
{
    // A table that has only generated columns still has rows: each is read as one empty value, which makes an empty line.
    private const string NoColumns = "_binary ''";

    /// <summary>A range of a table's rows, in the order of the chunk key where the engine keeps them so.</summary>
    public static RowQuery Of(string database, Table table, ChunkRange range)
    {
        var columns = ColumnCodec.Stored(table).ToList();
        var rest = $" FROM {Source(database, table, range.Part)}"
            + (range.Where is null ? "" : $" WHERE {range.Where}")
            + (IsSorted(table) ? $" ORDER BY {Quote.Identifiers(table.ChunkKey)}" : "");
        return new(
            $"SELECT {List(columns.Select(ColumnCodec.ReadExpression))}{rest}",
            $"SELECT {List(columns.Select(ColumnCodec.BytesExpression))}{rest}",
            $"table {table.Name}");
    }

    /// <summary>The table with all its rows, also those of the past.</summary>
    public static string Source(string database, Table table, string? partitions = null)
    {
        var name = Quote.Identifier(database, table.Name) + (partitions is null ? "" : $" PARTITION ({partitions})");
        return table.Attributes.TryGetValue(TableReader.VersioningAttribute, out var versioning) && versioning != SystemVersioning.Transaction
            ? $"{name} FOR SYSTEM_TIME ALL"
            : name;
    }

    private static string List(IEnumerable<string> values) => string.Join(", ", values.DefaultIfEmpty(NoColumns));

    private static bool IsSorted(Table table) => table.ChunkKey.Count > 0 && TableEngines.IsClustered(table.StorageEngine);
}
