using Ferry.Merging;
using Ferry.MySql.Dialects;

namespace Ferry.MySql.Merging;

/// <summary>The servers' JSON functions. They fail for what is no JSON, so that is asked first.</summary>
internal sealed class JsonDialect(ServerDialect server) : IJsonDialect
{
    public bool TakesLists => server.HasJsonTable;

    public string Merge(string left, string right) => $"JSON_MERGE_PATCH({left}, {right})";

    public bool CanHold(ColumnShape key) => KeyLimits.Greatest(key.Column) is not null || key.Column.Collation is not null;

    // A server would take any other text for zero. Nineteen digits fit an unsigned number.
    public string KeyAt(ColumnShape key, string document, string path)
    {
        var (text, type) = (Text(document, path), $"JSON_TYPE({At(document, path)})");
        return KeyLimits.Greatest(key.Column) is { } greatest
            ? $"""
              CASE WHEN JSON_VALID({document}) THEN
                CASE WHEN {type} IN ('INTEGER', 'UNSIGNED INTEGER', 'STRING') AND {text} REGEXP '^[0-9]{"{1,19}"}$' THEN CASE WHEN CAST({text} AS UNSIGNED) <= {greatest} THEN CAST({text} AS UNSIGNED) END END END
              """
            : $"CASE WHEN JSON_VALID({document}) THEN CASE WHEN {string.Join(" AND ", KeyLimits.Of(key.Column, text).Prepend($"{type} = 'STRING'"))} THEN {text} END END COLLATE utf8mb4_bin";
    }

    public JsonElements Elements(string document, string path, string alias) => new(
        alias, $"JSON_TABLE(CASE WHEN JSON_VALID({document}) THEN {document} END, {Quote.Literal($"{path}[*]")} COLUMNS(place FOR ORDINALITY, one JSON PATH '$')) AS {alias}", $"{alias}.one");

    public string Replace(string document, IReadOnlyList<JsonKey> keys, IReadOnlyList<JsonList> lists)
    {
        var places = keys.Select(key => (key.Path, Json: Written(document, key))).Concat(lists.Select(list => (list.Path, Json: Written(document, list))));
        return $"JSON_REPLACE({document}, {string.Join(", ", places.Select(place => $"{Quote.Literal(place.Path)}, {Value(place.Json)}"))})";
    }

    // Taken out of an array, a text becomes the JSON value that it says.
    private static string Value(string json) => $"JSON_EXTRACT(CONCAT('[', {json}, ']'), '$[0]')";

    private static string Written(string document, JsonKey key) =>
        $"""
        CASE
          WHEN {key.Found} IS NULL THEN {Kept(document, key.Path)}
          WHEN {key.Value} IS NULL THEN 'null'
          WHEN JSON_TYPE({At(document, key.Path)}) = 'STRING' THEN JSON_QUOTE({Characters(key.Value)})
          ELSE {Characters(key.Value)} END
        """;

    // Of no elements there is no list: what is there stays.
    private string Written(string document, JsonList list) =>
        $"""
        COALESCE((SELECT CONCAT('[', GROUP_CONCAT(COALESCE({Characters(Replace(list.Elements.One, list.Keys, list.Lists))}, 'null') ORDER BY {list.Elements.Alias}.place SEPARATOR ', '), ']')
          FROM {list.Elements.From}{list.Joins}), {Kept(document, list.Path)})
        """;

    private static string Kept(string document, string path) => $"COALESCE({Characters(At(document, path))}, 'null')";

    private static string At(string document, string path) => $"JSON_EXTRACT({document}, {Quote.Literal(path)})";

    private static string Text(string document, string path) => $"CONVERT(JSON_UNQUOTE({At(document, path)}) USING utf8mb4)";

    private static string Characters(string value) => $"CAST({value} AS CHAR CHARACTER SET utf8mb4)";
}
