using Ferry.Merging;
using Ferry.Sync.Merge;
using Ferry.Sync.References;
using Ferry.Sync.Staging;

namespace Ferry.Sync.Checks;

/// <summary>The statements that find rows which would break conditions of the target, and that take them out of the plan.</summary>
/// <param name="sql">The table.</param>
/// <param name="translation">What its rows become.</param>
/// <param name="checks">The conditions.</param>
internal sealed class ConditionCheck(TableSql sql, Translation translation, IReadOnlyList<CheckShape> checks)
{
    private readonly UsedColumns _used = new(sql.Table.Target, checks.Select(check => check.Condition));

    private string Misfits => sql.Staged(MisfitTable.Name);

    /// <summary>Rows that would break a condition, and which one it is.</summary>
    public StagingTable MisfitTable => new(
        $"misfit_{sql.Table.Name}",
        [
            .. sql.TargetKey().Zip(sql.Table.Key, (name, column) => (name, sql.Dialect.Staging.TypeOf(StagingType.Value, column.Target))),
            .. sql.SourceKey().Zip(sql.Table.Key, (name, column) => (name, sql.Dialect.Staging.TypeFor(column.Source, column.Shape))),
            ("kind", sql.Dialect.Staging.TypeOf(StagingType.Word)),
            ("broken", sql.Dialect.Staging.TypeOf(StagingType.Number)),
        ],
        []) { Indexes = [[.. sql.SourceKey()]] };

    public IEnumerable<string> Fill
    {
        get
        {
            var rows = new MergedRows(sql, translation);
            yield return Broken(rows.Inserted(_used.Stored));
            if (sql.Table.Others.Any())
            {
                yield return Broken(rows.Updated(_used.Stored));
            }
        }
    }

    public string HoldInserts => sql.Dialect.Update(new JoinedUpdate(
        sql.Map,
        "m",
        [.. sql.TargetKey().Select(name => (name, "NULL")), ("origin", "'refused'"), ("status", "'held'")],
        $"{Misfits} AS c",
        $"{TableSql.Equal(sql.SourceKey("m"), sql.SourceKey("c"))} AND c.kind = 'insert'"));

    /// <summary>Which cell breaks it, a condition over several does not say: the row stays as it is.</summary>
    public string RevertUpdates => sql.Dialect.Update(new JoinedUpdate(
        sql.Changes,
        "a",
        [
            .. sql.Table.Others.Select(column => (column.New, $"a.{column.Old}")),
            ("marks", $"REPLACE(a.marks, '{CellMark.Taken}', '{CellMark.Conflict}')"),
            ("action", "'keep'"),
        ],
        $"{Misfits} AS c",
        $"{TableSql.Equal(sql.SourceKey("a"), sql.SourceKey("c"))} AND c.kind = 'update'"));

    /// <summary>Per condition and kind: how many rows, and the source's key of one of them.</summary>
    public string Count => $"SELECT broken, kind, COUNT(*), MIN(s1) FROM {Misfits} GROUP BY broken, kind";

    // A condition that is neither true nor false is kept.
    private string Broken(string rows) =>
        $"""
        INSERT INTO {Misfits} ({TableSql.List([.. sql.TargetKey(), .. sql.SourceKey(), "kind", "broken"])})
        SELECT {TableSql.List([.. sql.TargetKey(), .. sql.SourceKey(), "kind", "broken"])} FROM (
          SELECT {TableSql.List([.. sql.TargetKey().Concat(sql.SourceKey()).Append("kind").Select(key => $"{MergedRows.Beside}{key} AS {key}")])},
            CASE {string.Join(" ", checks.Select((check, index) => $"WHEN NOT ({check.Condition}) THEN {index}"))} END AS broken
          FROM {MergedRows.With(sql, rows, _used)}) AS b
        WHERE broken IS NOT NULL
        """;
}
