using Ferry.MySql.Columns;
using Ferry.MySql.Dialects;
using Ferry.Schema;

namespace Ferry.MySql.Detection;

/// <summary>The text that a row's hash is made of, as an expression of the server. <see cref="RowHasher"/> makes the same of the row's bytes.</summary>
/// <remarks>Each value is self-delimiting: see <see cref="ValueForm"/>; a NULL is the letter N, with which no value starts.</remarks>
internal static class RowText
{
    /// <summary>How a column's values go into the text.</summary>
    public static ValueForm FormOf(Column column) => ColumnType.Base(column.Type) switch
    {
        "tinyint" or "smallint" or "mediumint" or "int" or "bigint" or "decimal" or "float" or "double" or "year"
            or "date" or "datetime" or "timestamp" or "time" or "uuid" or "inet4" or "inet6" => ValueForm.Plain,
        "enum" when ColumnCodec.TravelsAsIndex(column) => ValueForm.Plain,
        "mediumtext" or "longtext" or "mediumblob" or "longblob" or "json" or "vector" or "geometry" or "point" or "linestring" or "polygon" or "multipoint"
            or "multilinestring" or "multipolygon" or "geometrycollection" or "geomcollection" => ValueForm.Hashed,
        _ => ValueForm.Measured,
    };

    /// <summary>The columns of a table's key that rows carry.</summary>
    public static IEnumerable<Column> KeyColumns(Table table) =>
        table.ChunkKey.Join(ColumnCodec.Stored(table), name => name, column => column.Name, (_, column) => column, StringComparer.Ordinal);

    /// <summary>The arguments of a CONCAT that makes the text of some columns.</summary>
    public static string Arguments(IEnumerable<Column> columns) => string.Join(", ", columns.Select(Argument));

    private static string Argument(Column column)
    {
        var (name, bytes) = (Quote.Identifier(column.Name), ColumnCodec.BytesExpression(column));
        var text = FormOf(column) switch
        {
            // Numbers and times become text by themselves, and faster.
            ValueForm.Plain when ColumnType.Base(column.Type) is not ("float" or "double" or "uuid" or "inet4" or "inet6") => ColumnCodec.ReadExpression(column),
            ValueForm.Plain => bytes,
            ValueForm.Measured => $"LENGTH({name}), ':', {bytes}",
            _ => $"SHA2({bytes}, 256)",
        };
        return (FormOf(column), column.Nullable) switch
        {
            (ValueForm.Measured, true) => $"IFNULL(CONCAT({text}), 'N')",
            (ValueForm.Measured, false) => text,
            (_, true) => $"IFNULL({text}, 'N'), ','",
            _ => $"{text}, ','",
        };
    }
}
