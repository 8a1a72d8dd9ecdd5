using Ferry.Merging;
using Ferry.Sync.Model;
using Ferry.Sync.References;
using Ferry.Sync.Staging;

namespace Ferry.Sync.Merge;

/// <summary>What rows of a table without a primary key are compared by: the values of all columns, and their hashes, by which the server finds them sooner.</summary>
internal sealed class CopyContent(TableSql sql, Translation translation)
{
    /// <summary>The columns of a table of contents.</summary>
    /// <param name="numbers">More columns, for numbers.</param>
    public IReadOnlyList<(string Name, string Type)> Columns(params IEnumerable<string> numbers) =>
    [
        .. sql.Table.Columns.Select(column => (Value(column), sql.Dialect.Staging.TypeOf(StagingType.Value, column.Target))),
        ("packed", sql.Dialect.Cells.TypeOf(sql.Table.Columns.Count)),
        .. numbers.Select(name => (name, sql.Dialect.Staging.TypeOf(StagingType.Number))),
    ];

    /// <summary>Rows of the source that cannot come because a parent that they need is not there; null where none can be.</summary>
    public string? Lacking => translation.Dangling().Where(dangling => dangling.Reference.IsNeeded).Select(dangling => $"({dangling.Condition})").ToList() is { Count: > 0 } needed
        ? string.Join(" OR ", needed)
        : null;

    /// <summary>The source's rows as they would be here, but for those that cannot come.</summary>
    public string There =>
        $"""
        (SELECT {TableSql.List(sql.Table.Columns.Select(column => $"{translation.Value(column)} AS {Value(column)}"))}, {Packed(translation.Value)} AS packed
          FROM {sql.New} AS n{translation.Joins}{(Lacking is null ? "" : $" WHERE NOT ({Lacking})")})
        """;

    /// <summary>The target's contents, with how many rows have each. What differs in no more than the case may be one group for the server; its hash is another.</summary>
    public string Here =>
        $"""
        (SELECT {Values()}, packed, COUNT(*) AS copies FROM (
          SELECT {TableSql.List(sql.Table.Columns.Select(column => $"t.{sql.Dialect.Quote(column.Name)} AS {Value(column)}"))}, {Packed(column => $"t.{sql.Dialect.Quote(column.Name)}")} AS packed FROM {sql.Own} AS t) AS o
          GROUP BY packed, {Values()})
        """;

    /// <summary>The condition that a row of the target has the content <c>l</c>.</summary>
    /// <param name="own">The name of the target's table in the statement.</param>
    public string Same(string own) =>
        TableSql.All(sql.Table.Columns.Select(column => sql.Dialect.Same(column.Target, $"{own}.{sql.Dialect.Quote(column.Name)}", $"l.{Value(column)}")).Prepend($"l.packed = {Packed(column => $"{own}.{sql.Dialect.Quote(column.Name)}")}"));

    /// <summary>The condition that two rows of such tables have the same content.</summary>
    public string Equal(string one, string other) =>
        TableSql.All(sql.Table.Columns.Select(column => sql.Dialect.Same(column.Target, $"{one}.{Value(column)}", $"{other}.{Value(column)}")).Prepend($"{one}.packed = {other}.packed"));

    public string Values(string? alias = null) => TableSql.List(sql.Table.Columns.Select(column => $"{(alias is null ? "" : $"{alias}.")}{Value(column)}"));

    /// <summary>The name of a column's value.</summary>
    public static string Value(MergeColumn column) => $"v{column.Index}";

    private string Packed(Func<MergeColumn, string> value) => sql.Dialect.Cells.Pack([.. sql.Table.Columns.Select(column => (column.Target, value(column)))]);
}
