using Ferry.Sync.Model;
using Ferry.Sync.Staging;

namespace Ferry.Sync.Checks;

/// <summary>Where rows that take each other's unique values wait in between: NULL where the key allows it, else a value that nobody has.</summary>
internal static class ParkedColumns
{
    /// <summary>One column of each unique key that an update may change.</summary>
    public static IReadOnlyList<MergeColumn> Of(TableSql sql) =>
    [
        .. sql.Table.Target.Uniques.Where(unique => UniqueCheck.Fits(sql, unique))
            .Select(unique => unique.Columns.Select(name => sql.Table.Find(name)!).Where(column => !sql.Table.Key.Contains(column))
                .OrderByDescending(column => column.Target.Column.Nullable).ThenByDescending(column => column.Target.Column.Collation is not null).FirstOrDefault())
            .OfType<MergeColumn>().Distinct(),
    ];

    /// <summary>The value that a row waits with.</summary>
    public static string Value(TableSql sql, MergeColumn column) => column.Target.Column switch
    {
        { Nullable: true } => "NULL",
        { Collation: not null } => sql.Dialect.Cells.Join(["'~'", "a.t1"]),
        _ => "-1 - a.t1",
    };
}
