using Ferry.Merging;
using Ferry.Sync.Model;
using Ferry.Sync.Staging;

namespace Ferry.Sync.Checks;

/// <summary>Where rows that take each other's unique values wait in between: NULL where the key allows it, else a value that nobody has.</summary>
internal static class ParkedColumns
{
    /// <summary>One column of each unique key that an update may change.</summary>
    public static IReadOnlyList<MergeColumn> Of(TableSql sql) =>
    [
        .. sql.Table.Target.Uniques
            .Select(unique => new UniqueTerms(sql, unique).Columns.Where(column => !sql.Table.Key.Contains(column))
                .OrderByDescending(column => column.Target.Column.Nullable).ThenByDescending(column => column.Target.Column.Collation is not null).FirstOrDefault())
            .OfType<MergeColumn>().Distinct(),
    ];

    private static string Value(TableSql sql, MergeColumn column) => column.Target.Column switch
    {
        { Nullable: true } => "NULL",
        { Collation: not null } => sql.Dialect.Cells.Join(["'~'", "a.t1"]),
        _ => "-1 - a.t1",
    };

    /// <summary>Lets rows that are as they are expected to be wait aside, before any of them takes its new values.</summary>
    /// <param name="sql">The table.</param>
    /// <param name="same">Whether a column's value is the expected one.</param>
    public static string Park(TableSql sql, Func<MergeColumn, string> same) => sql.Dialect.Update(new JoinedUpdate(
        sql.Own,
        "t",
        [.. Of(sql).Select(column => (column.Name, Value(sql, column)))],
        $"{sql.Changes} AS a",
        $"{TableSql.Equal(sql.OwnKey("t"), sql.TargetKey("a"))} AND a.action = 'update' AND a.parked = 1 AND {TableSql.All(sql.Table.Others.Select(same))}"));
}
