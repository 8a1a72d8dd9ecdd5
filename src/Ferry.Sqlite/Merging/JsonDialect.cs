using Ferry.Merging;
using Ferry.Sqlite.Connections;

namespace Ferry.Sqlite.Merging;

/// <summary>SQLite's JSON functions. They fail for what is no JSON, so that is asked first.</summary>
internal sealed class JsonDialect : IJsonDialect
{
    private static readonly string[] _texts = ["CHAR", "CLOB", "TEXT", "UUID"];

    public bool TakesLists => true;

    public string Merge(string left, string right) => $"json_patch({left}, {right})";

    public bool CanHold(ColumnShape key) => IsInteger(key) || _texts.Any(type => key.Column.Type.Contains(type, StringComparison.OrdinalIgnoreCase));

    // A text of more digits than a number can have would become the greatest one.
    public string KeyAt(ColumnShape key, string document, string path) => IsInteger(key)
        ? $"""
          CASE WHEN json_valid({document}) THEN CASE json_type({document}, {SqliteDialect.Literal(path)})
            WHEN 'integer' THEN {At(document, path)}
            WHEN 'text' THEN CASE WHEN {At(document, path)} NOT GLOB '*[^0-9]*' AND length({At(document, path)}) BETWEEN 1 AND 19 AND (length({At(document, path)}) < 19 OR {At(document, path)} <= '9223372036854775807') THEN CAST({At(document, path)} AS INTEGER) END END END
          """
        : $"CASE WHEN json_valid({document}) THEN CASE json_type({document}, {SqliteDialect.Literal(path)}) WHEN 'text' THEN {At(document, path)} END END";

    // What the table says of an element is its value, in which numbers have lost their zeros; so it is taken out of the document again.
    public JsonElements Elements(string document, string path, string alias) => new(
        alias,
        $"json_each(CASE WHEN json_valid({document}) THEN CASE json_type({document}, {SqliteDialect.Literal(path)}) WHEN 'array' THEN {document} END END, {SqliteDialect.Literal(path)}) AS {alias}",
        $"({document} -> ({SqliteDialect.Literal($"{path}[")} || {alias}.key || ']'))");

    public string Replace(string document, IReadOnlyList<JsonKey> keys, IReadOnlyList<JsonList> lists)
    {
        var places = keys.Select(key => (key.Path, Json: Written(document, key))).Concat(lists.Select(list => (list.Path, Json: Written(document, list))));
        return $"json_replace({document}, {string.Join(", ", places.Select(place => $"{SqliteDialect.Literal(place.Path)}, json({place.Json})"))})";
    }

    private static string Written(string document, JsonKey key) =>
        $"""
        CASE
          WHEN {key.Found} IS NULL THEN {document} -> {SqliteDialect.Literal(key.Path)}
          WHEN {key.Value} IS NULL THEN 'null'
          WHEN json_type({document}, {SqliteDialect.Literal(key.Path)}) = 'text' THEN json_quote(CAST({key.Value} AS TEXT))
          ELSE {key.Value} END
        """;

    private string Written(string document, JsonList list) =>
        $"""
        CASE json_type({document}, {SqliteDialect.Literal(list.Path)})
          WHEN 'array' THEN (SELECT json_group_array(json({Replace(list.Elements.One, list.Keys, list.Lists)}) ORDER BY {list.Elements.Alias}.key) FROM {list.Elements.From}{list.Joins})
          ELSE {document} -> {SqliteDialect.Literal(list.Path)} END
        """;

    /// <summary>Whether a column says of itself that it holds JSON. Nothing keeps it from holding anything else.</summary>
    public static bool IsDeclared(ColumnShape column) =>
        column.Column.Type.Equals("JSON", StringComparison.OrdinalIgnoreCase) || column.Column.Type.Equals("JSONB", StringComparison.OrdinalIgnoreCase);

    private static bool IsInteger(ColumnShape key) => key.Column.Type.Contains("INT", StringComparison.OrdinalIgnoreCase);

    private static string At(string document, string path) => $"json_extract({document}, {SqliteDialect.Literal(path)})";
}
