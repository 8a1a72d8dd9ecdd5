using Ferry.MySql.Dialects;
using Ferry.MySql.Schema;
using Ferry.Schema;

namespace Ferry.MySql.Columns;

/// <summary>How the values of a column travel: the expression by which they are read, and the one by which they are loaded again.</summary>
internal static class ColumnCodec
{
    /// <summary>The columns that are read and loaded, in declared order.</summary>
    public static IEnumerable<Column> Stored(Table table)
    {
        var end = SystemVersioning.EndOf(table);
        return table.Columns.Where(column => !column.Generated).Select(column => column.Name == end ? SystemVersioning.AsEnd(column) : column);
    }

    /// <summary>The SELECT expression whose text, with its bytes as they are, holds the whole value.</summary>
    /// <remarks>A FLOAT prints six digits, and a DOUBLE(M,D) only D decimals; multiplied, they print the shortest text that reads back exactly.
    /// MySQL keeps decimals in JSON documents, but its parser makes doubles of them again; read through that parser once, rows are what a load will
    /// give, and can be compared.</remarks>
    public static string ReadExpression(Column column)
    {
        var name = Quote.Identifier(column.Name);
        return ColumnType.Base(column.Type) switch
        {
            "float" => $"{name} * 1e0",
            "double" when ColumnType.HasArguments(column.Type) => $"{name} * 1e0",
            "enum" when TravelsAsIndex(column) => $"{name} + 0",
            "json" => $"CAST(CAST({name} AS CHAR CHARACTER SET utf8mb4) AS JSON)",
            "timestamp" when SystemVersioning.IsEnd(column) => EndOfTime.Read(name),
            _ => name,
        };
    }

    /// <summary>The same text as a binary string. MariaDB's types of fixed binary form would give that form instead, so they are made text first.</summary>
    public static string BytesExpression(Column column) => ColumnType.Base(column.Type) is "uuid" or "inet4" or "inet6"
        ? $"CAST(CAST({ReadExpression(column)} AS CHAR) AS BINARY)"
        : $"CAST({ReadExpression(column)} AS BINARY)";

    /// <summary>Whether an ENUM travels as its index, because its error value (index 0) and its empty member would both read as an empty text.</summary>
    public static bool TravelsAsIndex(Column column) =>
        ColumnType.Base(column.Type) == "enum" && ColumnType.Members(column.Type).Contains("");
}
