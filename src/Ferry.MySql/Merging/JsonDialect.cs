using Ferry.Merging;
using Ferry.MySql.Columns;
using Ferry.MySql.Dialects;

namespace Ferry.MySql.Merging;

/// <summary>The servers' JSON functions. They fail for what is no JSON, so that is asked first.</summary>
internal sealed class JsonDialect : IJsonDialect
{
    public string Merge(string left, string right) => $"JSON_MERGE_PATCH({left}, {right})";

    public bool CanHold(ColumnShape key) => IsInteger(key) || key.Column.Collation is not null;

    // Nineteen digits fit an unsigned number. A server would take any other text for zero.
    public string KeyAt(ColumnShape key, string document, string path) => IsInteger(key)
        ? $"""
          CASE WHEN JSON_VALID({document}) THEN
            CASE WHEN JSON_TYPE({At(document, path)}) IN ('INTEGER', 'UNSIGNED INTEGER', 'STRING') AND {Text(document, path)} REGEXP '^[0-9]{"{1,19}"}$' THEN CAST({Text(document, path)} AS UNSIGNED) END END
          """
        : $"CASE WHEN JSON_VALID({document}) THEN CASE WHEN JSON_TYPE({At(document, path)}) = 'STRING' THEN {Text(document, path)} END END COLLATE utf8mb4_bin";

    public string Replace(string document, IReadOnlyList<JsonKey> keys) =>
        $"JSON_REPLACE({document}, {string.Join(", ", keys.Select(key => $"{Quote.Literal(key.Path)}, {Element(document, key)}"))})";

    // Taken out of an array, a text becomes the JSON value that it says.
    private static string Element(string document, JsonKey key) =>
        $"""
        JSON_EXTRACT(CONCAT('[', CASE
          WHEN {key.Found} IS NULL THEN COALESCE(CAST({At(document, key.Path)} AS CHAR CHARACTER SET utf8mb4), 'null')
          WHEN {key.Value} IS NULL THEN 'null'
          WHEN JSON_TYPE({At(document, key.Path)}) = 'STRING' THEN JSON_QUOTE(CAST({key.Value} AS CHAR CHARACTER SET utf8mb4))
          ELSE CAST({key.Value} AS CHAR CHARACTER SET utf8mb4) END, ']'), '$[0]')
        """;

    private static bool IsInteger(ColumnShape key) => ColumnType.Base(key.Column.Type) is "tinyint" or "smallint" or "mediumint" or "int" or "integer" or "bigint";

    private static string At(string document, string path) => $"JSON_EXTRACT({document}, {Quote.Literal(path)})";

    private static string Text(string document, string path) => $"CONVERT(JSON_UNQUOTE({At(document, path)}) USING utf8mb4)";
}
