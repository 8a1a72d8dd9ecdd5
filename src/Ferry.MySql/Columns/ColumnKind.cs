using Ferry.Schema;

namespace Ferry.MySql.Columns;

/// <summary>What a column's declared type says about writing its values as SQL.</summary>
internal static class ColumnKind
{
    /// <summary>Whether values are numbers that stand bare in SQL.</summary>
    /// <param name="column">The column.</param>
    public static bool IsNumber(Column column) => ColumnType.Base(column.Type) is "tinyint" or "smallint" or "mediumint" or "int" or "integer"
        or "bigint" or "decimal" or "numeric" or "float" or "double" or "real" or "year";

    /// <summary>Whether values are bytes without a character set; geometries are in the servers' internal form, SRID and WKB.</summary>
    /// <param name="column">The column.</param>
    public static bool IsBinary(Column column) => ColumnType.Base(column.Type) is "binary" or "varbinary" or "tinyblob" or "blob" or "mediumblob"
        or "longblob" or "bit" or "vector" or "geometry" or "point" or "linestring" or "polygon" or "multipoint"
        or "multilinestring" or "multipolygon" or "geometrycollection" or "geomcollection";

    /// <summary>Character set of a text column; null for others.</summary>
    /// <param name="column">The column.</param>
    public static string? Charset(Column column)
    {
        var end = column.Collation?.IndexOf('_', StringComparison.Ordinal) ?? -1;
        return end < 0 ? column.Collation : column.Collation![..end];
    }
}
