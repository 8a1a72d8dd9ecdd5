using Ferry.Merging;
using Ferry.Sqlite.Connections;

namespace Ferry.Sqlite.Merging;

/// <summary>SQLite's JSON functions. They fail for what is no JSON, so that is asked first.</summary>
internal sealed class JsonDialect : IJsonDialect
{
    private static readonly string[] _texts = ["CHAR", "CLOB", "TEXT", "UUID"];

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

    public string Replace(string document, IReadOnlyList<JsonKey> keys) =>
        $"json_replace({document}, {string.Join(", ", keys.Select(key => $"{SqliteDialect.Literal(key.Path)}, {Element(document, key)}"))})";

    private static string Element(string document, JsonKey key) =>
        $"""
        json(CASE
          WHEN {key.Found} IS NULL THEN {document} -> {SqliteDialect.Literal(key.Path)}
          WHEN {key.Value} IS NULL THEN 'null'
          WHEN json_type({document}, {SqliteDialect.Literal(key.Path)}) = 'text' THEN json_quote(CAST({key.Value} AS TEXT))
          ELSE {key.Value} END)
        """;

    private static bool IsInteger(ColumnShape key) => key.Column.Type.Contains("INT", StringComparison.OrdinalIgnoreCase);

    private static string At(string document, string path) => $"json_extract({document}, {SqliteDialect.Literal(path)})";
}
