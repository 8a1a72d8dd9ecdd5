using Ferry.Merging;
using Ferry.Sync.References;
using Ferry.Sync.Staging;

namespace Ferry.Sync.Checks;

/// <summary>Rows as they will be in the target, under the names that its columns have there, so that keys and conditions of its catalog can be evaluated over them.</summary>
internal sealed class MergedRows(TableSql sql, Translation translation)
{
    /// <summary>Begins the names of what stands beside the columns.</summary>
    public const string Beside = "ferry_";

    /// <summary>Rows that come in.</summary>
    /// <param name="columns">Columns whose values are written.</param>
    public string Inserted(IReadOnlyList<ColumnShape> columns) =>
        $"""
        SELECT {Keys("m")}, 'insert' AS {Beside}kind{Named(columns, Incoming)}
        FROM {sql.New} AS n JOIN {sql.Map} AS m ON {sql.MapOfStaged()}{translation.Joins}
        WHERE m.first_run = {sql.Run} AND m.origin = 'new' AND m.status = 'live'
        """;

    /// <summary>Rows in which cells change.</summary>
    /// <param name="columns">Columns whose values are written.</param>
    public string Updated(IReadOnlyList<ColumnShape> columns) =>
        $"""
        SELECT {Keys("a")}, 'update' AS {Beside}kind{Named(columns, Changed)}
        FROM {sql.Changes} AS a JOIN {sql.Own} AS t ON {TableSql.Equal(sql.OwnKey("t"), sql.TargetKey("a"))}
        WHERE a.action = 'update'
        """;

    /// <summary>Adds columns that are made of others. Expressions may name columns with their table, so that the rows go by its name.</summary>
    /// <param name="sql">The table.</param>
    /// <param name="rows">Rows with the columns that are written.</param>
    /// <param name="used">Which columns there are.</param>
    public static string With(TableSql sql, string rows, UsedColumns used) => used.Computed.Aggregate(
        $"({rows}) AS {sql.Own}", (inner, column) => $"(SELECT {sql.Own}.*, {column.Computed} AS {sql.Dialect.Quote(column.Name)} FROM {inner}) AS {sql.Own}");

    private string Keys(string alias) => TableSql.List(
        sql.TargetKey().Zip(sql.TargetKey(alias)).Concat(sql.SourceKey().Zip(sql.SourceKey(alias))).Select(key => $"{key.Second} AS {Beside}{key.First}"));

    private string Named(IReadOnlyList<ColumnShape> columns, Func<ColumnShape, string> value) =>
        string.Concat(columns.Select(column => $", {value(column)} AS {sql.Dialect.Quote(column.Name)}"));

    private string Incoming(ColumnShape column) => OfKey(column, "m")
        ?? (sql.Table.Find(column.Name) is { } merged ? translation.Value(merged) : column.Default is { } filled ? $"({filled})" : "NULL");

    private string Changed(ColumnShape column) => OfKey(column, "a")
        ?? (sql.Table.Find(column.Name) is { } merged ? $"a.{merged.New}" : $"t.{sql.Dialect.Quote(column.Name)}");

    private string? OfKey(ColumnShape column, string alias) => sql.Table.Key.ToList().FindIndex(part => part.Target == column) is >= 0 and var place ? $"{alias}.t{place + 1}" : null;
}
