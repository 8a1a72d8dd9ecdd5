using Ferry.MySql.Columns;
using Ferry.Schema;

namespace Ferry.MySql.Reading.Planning;

/// <summary>Tells how ranges of a column are written.</summary>
internal static class KeyKinds
{
    public static KeyKind Of(Column column) => column.Nullable || column.Generated
        ? KeyKind.None
        : ColumnType.Base(column.Type) switch
        {
            "tinyint" or "smallint" or "mediumint" or "int" or "bigint" => KeyKind.Integer,
            "decimal" or "year" or "date" or "datetime" or "timestamp" or "time" or "uuid" or "inet4" or "inet6" => KeyKind.Literal,
            "char" or "varchar" when column.Collation is not null and not "binary" => KeyKind.Text,
            "binary" or "varbinary" => KeyKind.Bytes,
            _ => KeyKind.None,
        };
}
