using Ferry.Merging;
using Ferry.MySql.Columns;
using Ferry.MySql.Dialects;
using Ferry.Schema;

namespace Ferry.MySql.Merging;

/// <summary>The words of merging for MySQL and MariaDB. The staging area is a database of its own.</summary>
internal sealed class MergeDialect(ServerDialect server) : IMergeDialect
{
    public IStagingDialect Staging { get; } = new StagingDialect();

    public ICellDialect Cells { get; } = new CellDialect();

    public ICheckDialect Checks { get; } = new CheckDialect();

    public IListDialect Lists { get; } = new ListDialect();

    public IJsonDialect Json { get; } = new JsonDialect(server);

    public IPositionDialect Positions { get; } = new PositionDialect();

    IPositionDialect? IMergeDialect.Positions => Positions;

    public string Quote(string name) => Dialects.Quote.Identifier(name);

    public string Literal(string text) => Dialects.Quote.Literal(text);

    // The source's session may have another character set than a text; of bytes, no character set says anything.
    public string Written(Column column, string value) => ColumnKind.IsNumber(column) ? $"CONCAT({value})"
        : ColumnKind.IsBinary(column) ? $"CONCAT('X''', HEX({value}), '''')"
        : $"QUOTE(CONVERT({value} USING utf8mb4))";

    // JSON is compared by what it means, whatever the blanks in it.
    public string Same(ColumnShape column, string left, string right)
    {
        if (column.Column.Collation is null || ColumnType.Base(column.Column.Type) == "json")
        {
            return $"{left} <=> {right}";
        }

        var bytes = server.SameBytes(column.Column.Type, left, right);
        return column.HoldsJson && server.Meaning(left) is { } one && server.Meaning(right) is { } other
            ? $"CASE WHEN {bytes} THEN TRUE WHEN JSON_VALID({left}) AND JSON_VALID({right}) THEN COALESCE({one} = {other}, FALSE) ELSE FALSE END"
            : bytes;
    }

    public string NewUuid(ColumnShape column) => ColumnKind.IsBinary(column.Column) ? "UNHEX(REPLACE(UUID(), '-', ''))" : "UUID()";

    public string Update(JoinedUpdate update) =>
        $"""
        UPDATE {update.Table} AS {update.Alias} JOIN {update.From}
        SET {string.Join(", ", update.Set.Select(set => $"{update.Alias}.{Quote(set.Column)} = {set.Value}"))}
        WHERE {update.Where}
        """;

    public string JoinInOrder => "STRAIGHT_JOIN";

    public string Proving(string insert) => server.ProvingInsert(insert);
}
