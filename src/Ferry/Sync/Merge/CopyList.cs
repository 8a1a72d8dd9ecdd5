using Ferry.Merging;
using Ferry.Sync.Model;
using Ferry.Sync.References;
using Ferry.Sync.Staging;
using Ferry.Sync.Undo;

namespace Ferry.Sync.Merge;

/// <summary>The copies that come into a table without a primary key, with how many of the same content were here and how many come. Kept until the run can no longer be undone.</summary>
internal sealed class CopyList(TableSql sql, Translation translation)
{
    private static readonly string[] _numbers = ["place", "number", "had", "came", "copies", "stay"];

    public string Name => TableUndo.ListNameOf(sql);

    public string Table => sql.Staged(Name);

    public StagingTable Shape => new(
        Name,
        [
            .. sql.Table.Columns.Select(column => (Value(column), sql.Dialect.Staging.TypeOf(StagingType.Value, column.Target))),
            ("packed", sql.Dialect.Cells.TypeOf(sql.Table.Columns.Count)),
            .. _numbers.Select(name => (name, sql.Dialect.Staging.TypeOf(StagingType.Number))),
        ],
        []) { Indexes = [["packed"], ["place"]] };

    /// <summary>Rows of the source that cannot come because a parent that they need is not there; null where none can be.</summary>
    public string? Lacking => translation.Dangling().Where(dangling => dangling.Reference.IsNeeded).Select(dangling => $"({dangling.Condition})").ToList() is { Count: > 0 } needed
        ? string.Join(" OR ", needed)
        : null;

    /// <summary>Lists what is missing here.</summary>
    public string Fill =>
        $"""
        INSERT INTO {Table} ({Values()}, packed, place, number, had, came, copies, stay)
        SELECT {Values("p")}, p.packed, ROW_NUMBER() OVER (ORDER BY p.packed, p.number), p.number - COALESCE(h.copies, 0), COALESCE(h.copies, 0), p.copies - COALESCE(h.copies, 0), 0, 0
        FROM (
          SELECT s.*, ROW_NUMBER() OVER ({Alike}) AS number, COUNT(*) OVER ({Alike}) AS copies FROM (
            SELECT {TableSql.List(sql.Table.Columns.Select(column => $"{translation.Value(column)} AS {Value(column)}"))}, {Packed(translation.Value)} AS packed
            FROM {sql.New} AS n{translation.Joins}{(Lacking is null ? "" : $" WHERE NOT ({Lacking})")}) AS s) AS p
        LEFT JOIN {Here} AS h ON {Equal("p", "h")}
        WHERE p.number > COALESCE(h.copies, 0)
        """;

    /// <summary>Counts anew what comes, after some have been taken out.</summary>
    public string Recount => sql.Dialect.Update(new JoinedUpdate(
        Table, "l", [("came", "c.copies")], $"(SELECT {Values()}, packed, COUNT(*) AS copies FROM {Table} GROUP BY packed, {Values()}) AS c", Equal("c", "l")));

    /// <summary>Writes what is listed, unless there are more or fewer of it here by now.</summary>
    public string Insert =>
        $"""
        INSERT INTO {sql.Own} ({TableSql.List(sql.Table.Columns.Select(column => sql.Dialect.Quote(column.Name)))})
        SELECT {Values("l")} FROM {Table} AS l LEFT JOIN {Here} AS h ON {Equal("h", "l")} WHERE COALESCE(h.copies, 0) = l.had
        """;

    /// <summary>The condition that a row of the target has a content of the list <c>l</c>.</summary>
    /// <param name="own">The name of the target's table in the statement.</param>
    public string Same(string own) =>
        TableSql.All(sql.Table.Columns.Select(column => sql.Dialect.Same(column.Target, $"{own}.{sql.Dialect.Quote(column.Name)}", $"l.{Value(column)}")).Prepend($"l.packed = {Packed(column => $"{own}.{sql.Dialect.Quote(column.Name)}")}"));

    /// <summary>The name of a column's value.</summary>
    public static string Value(MergeColumn column) => $"v{column.Index}";

    private string Alike => $"PARTITION BY packed, {Values()}";

    // What differs in no more than the case may be one group for the server; its hash is another.
    private string Here =>
        $"""
        (SELECT {Values()}, packed, COUNT(*) AS copies FROM (
          SELECT {TableSql.List(sql.Table.Columns.Select(column => $"t.{sql.Dialect.Quote(column.Name)} AS {Value(column)}"))}, {Packed(column => $"t.{sql.Dialect.Quote(column.Name)}")} AS packed FROM {sql.Own} AS t) AS o
          GROUP BY packed, {Values()})
        """;

    private string Packed(Func<MergeColumn, string> value) => sql.Dialect.Cells.Pack([.. sql.Table.Columns.Select(column => (column.Target, value(column)))]);

    private string Equal(string one, string other) =>
        TableSql.All(sql.Table.Columns.Select(column => sql.Dialect.Same(column.Target, $"{one}.{Value(column)}", $"{other}.{Value(column)}")).Prepend($"{one}.packed = {other}.packed"));

    private string Values(string? alias = null) => TableSql.List(sql.Table.Columns.Select(column => $"{(alias is null ? "" : $"{alias}.")}{Value(column)}"));
}
