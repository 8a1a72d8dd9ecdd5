using Ferry.Merging;
using Ferry.Schema;
using Ferry.Sqlite.Connections;

namespace Ferry.Sqlite.Merging;

/// <summary>The words of merging for SQLite. The staging area is a prefix of tables in the same file, so that it commits with the data.</summary>
internal sealed class MergeDialect : IMergeDialect
{
    public IStagingDialect Staging { get; } = new StagingDialect();

    public ICellDialect Cells { get; } = new CellDialect();

    public ICheckDialect Checks { get; } = new CheckDialect();

    public IListDialect Lists { get; } = new ListDialect();

    public IJsonDialect Json { get; } = new JsonDialect();

    public string Quote(string name) => SqliteDialect.Quote(name);

    public string Literal(string text) => SqliteDialect.Literal(text);

    public string Written(Column column, string value) => $"quote({value})";

    // Nothing brings members into an order; blanks are taken out.
    public string Same(ColumnShape column, string left, string right)
    {
        var exact = $"{left} COLLATE BINARY IS {right}";
        return JsonDialect.IsDeclared(column) ? $"CASE WHEN {exact} THEN 1 WHEN json_valid({left}) AND json_valid({right}) THEN json({left}) = json({right}) ELSE 0 END" : exact;
    }

    // Version 4 (RFC 9562, section 5.4): random but for the version's digit and the variant's.
    public string NewUuid(ColumnShape column) => column.Column.Type.Contains("char", StringComparison.OrdinalIgnoreCase) || column.Column.Type.Contains("text", StringComparison.OrdinalIgnoreCase)
            || column.Column.Type.Contains("uuid", StringComparison.OrdinalIgnoreCase)
        ? "lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))"
        : "randomblob(16)";

    public string JoinInOrder => "CROSS JOIN";

    public string Update(JoinedUpdate update) =>
        $"""
        UPDATE {update.Table} AS {update.Alias}
        SET {string.Join(", ", update.Set.Select(set => $"{Quote(set.Column)} = {set.Value}"))}
        FROM {update.From}
        WHERE {update.Where}
        """;
}
