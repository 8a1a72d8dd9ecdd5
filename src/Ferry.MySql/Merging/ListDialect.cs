using Ferry.Merging;
using Ferry.MySql.Columns;
using Ferry.MySql.Dialects;

namespace Ferry.MySql.Merging;

/// <summary>Joins lists with JSON_TABLE, which MySQL has since 8.0 and MariaDB since 10.6. The session lets GROUP_CONCAT grow to any length.</summary>
internal sealed class ListDialect : IListDialect
{
    public ListForm? FormOf(ColumnShape column) => ColumnType.Base(column.Column.Type) == "set" ? ListForm.Separated : column.HoldsJson ? ListForm.Json : null;

    // Of equal elements DISTINCT keeps the one that it meets first, and they are met in their order.
    public string Union(string separator, string first, string second)
    {
        var between = Quote.Literal(separator);
        var array = $"""CONCAT('["', REPLACE(SUBSTR(JSON_QUOTE(CONVERT(CONCAT({first}, {between}, {second}) USING utf8mb4)), 2), {between}, '","'), ']')""";
        return $"""
            (SELECT COALESCE(CONVERT(GROUP_CONCAT(DISTINCT CAST(list_.one AS BINARY) ORDER BY list_.place SEPARATOR {between}) USING utf8mb4), '')
            FROM JSON_TABLE({array}, '$[*]' COLUMNS(place FOR ORDINALITY, one LONGTEXT CHARACTER SET utf8mb4 PATH '$')) AS list_ WHERE list_.one <> '')
            """;
    }

    public string UnionJson(string first, string second)
    {
        var both = $"JSON_MERGE_PRESERVE({first}, {second})";
        var element = $"CAST(CAST(JSON_EXTRACT({both}, CONCAT('$[', list_.place - 1, ']')) AS CHAR CHARACTER SET utf8mb4) AS BINARY)";
        return $"""
            JSON_EXTRACT((SELECT CONCAT('[', COALESCE(CONVERT(GROUP_CONCAT(DISTINCT {element} ORDER BY list_.place SEPARATOR ', ') USING utf8mb4), ''), ']')
            FROM JSON_TABLE({both}, '$[*]' COLUMNS(place FOR ORDINALITY)) AS list_), '$')
            """;
    }

    public string IsArray(string value) => $"CASE WHEN JSON_VALID({value}) THEN JSON_TYPE({value}) = 'ARRAY' ELSE FALSE END";
}
