using Ferry.Merging;
using Ferry.Sqlite.Connections;

namespace Ferry.Sqlite.Merging;

/// <summary>Joins lists with functions of Ferry's own.</summary>
internal sealed class ListDialect : IListDialect
{
    public ListForm? FormOf(ColumnShape column) => JsonDialect.IsDeclared(column) ? ListForm.Json : null;

    public string Union(string separator, string first, string second) => $"{ListFunctions.Texts}({SqliteDialect.Literal(separator)}, {first}, {second})";

    public string UnionJson(string first, string second) => $"{ListFunctions.Arrays}({first}, {second})";

    public string IsArray(string value) => $"CASE WHEN json_valid({value}) THEN json_type({value}) = 'array' ELSE 0 END";
}
