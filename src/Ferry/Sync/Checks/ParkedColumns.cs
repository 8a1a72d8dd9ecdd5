using Ferry.Merging;
using Ferry.Sync.Model;
using Ferry.Sync.Staging;

namespace Ferry.Sync.Checks;

/// <summary>The columns in which rows that take each other's unique values wait in between. Rows that do are numbered in the table of changes.</summary>
internal static class ParkedColumns
{
    /// <summary>One column of each unique key that an update may change.</summary>
    public static IReadOnlyList<MergeColumn> Of(TableSql sql) =>
    [
        .. sql.Table.Target.Uniques
            .Select(unique => new UniqueTerms(sql, unique).Columns.Where(column => !sql.Table.Key.Contains(column) && !column.Target.Column.AutoIncrement)
                .OrderByDescending(column => column.Target.Column.Nullable).ThenByDescending(column => column.Target.Column.Collation is not null).FirstOrDefault())
            .OfType<MergeColumn>().Distinct(),
    ];

    /// <summary>Numbers the rows that wait, from 1.</summary>
    public static string Number(TableSql sql) => sql.Dialect.Update(new JoinedUpdate(
        sql.Changes,
        "a",
        [("parked", "p.place")],
        $"(SELECT {TableSql.List(sql.TargetKey())}, ROW_NUMBER() OVER (ORDER BY {TableSql.List(sql.TargetKey())}) AS place FROM {sql.Changes} WHERE parked > 0 AND action = 'update') AS p",
        TableSql.Equal(sql.TargetKey("a"), sql.TargetKey("p"))));

    /// <summary>Lets rows that are as they are expected to be wait aside, before any of them takes its new values.</summary>
    /// <param name="sql">The table.</param>
    /// <param name="places">What each column holds meanwhile.</param>
    /// <param name="same">Whether a column's value is the expected one.</param>
    public static string Park(TableSql sql, IReadOnlyList<(MergeColumn Column, string Value)> places, Func<MergeColumn, string> same) => sql.Dialect.Update(new JoinedUpdate(
        sql.Own,
        "t",
        [.. places.Select(place => (place.Column.Name, place.Value))],
        $"{sql.Changes} AS a",
        $"{TableSql.Equal(sql.OwnKey("t"), sql.TargetKey("a"))} AND a.action = 'update' AND a.parked > 0 AND {TableSql.All(sql.Table.Others.Select(same))}"));
}
