using Ferry.Merging;
using Ferry.Sync.Checks;
using Ferry.Sync.History;
using Ferry.Sync.Merge;
using Ferry.Sync.Model;
using Ferry.Sync.Staging;

namespace Ferry.Sync.Undo;

/// <summary>The statements that undo one table's part of a run. A row that has been changed since is left as it is.</summary>
internal sealed class TableUndo(TableSql sql, CellRules rules)
{
    private readonly PackedCells _packed = new(sql);
    private readonly IReadOnlyList<MergeColumn> _parked = ParkedColumns.Of(sql);

    private readonly IReadOnlyList<MergeColumn> _late = LateColumns(sql);

    private string JournalName => $"undo{sql.Run}_{sql.Table.Name}";

    private string ListName => ListNameOf(sql);

    public static string ListNameOf(TableSql sql) => ListNameOf(sql.Run, sql.Table.Name);

    public static string ListNameOf(long run, string table) => $"gone{run}_{table}";

    private string Journal => sql.Staged(JournalName);

    private readonly string[] _past = ["src_hash", "src_cells", "dst_cells", "last_run", .. rules.WithBase.Select(StagingTables.ValueName)];

    /// <summary>What the base said before the run of rows that the run looks at.</summary>
    public StagingTable JournalTable => new(
        JournalName,
        [
            .. sql.SourceKey().Zip(sql.Table.Key, (name, column) => (name, sql.Dialect.Staging.TypeFor(column.Source, column.Shape))),
            ("src_hash", sql.Dialect.Staging.TypeOf(StagingType.Number)),
            ("src_cells", sql.Dialect.Cells.TypeOf(sql.Table.Cells)),
            ("dst_cells", sql.Dialect.Cells.TypeOf(sql.Table.Cells)),
            ("last_run", sql.Dialect.Staging.TypeOf(StagingType.Number)),
            .. rules.WithBase.Select(column => (StagingTables.ValueName(column), sql.Dialect.Staging.TypeOf(StagingType.Value, column.Target))),
        ],
        []);

    public string FillJournal =>
        $"""
        INSERT INTO {Journal} ({TableSql.List(sql.SourceKey())}, {TableSql.List(_past)})
        SELECT {TableSql.List(sql.SourceKey("m"))}, {TableSql.List(_past.Select(name => $"m.{name}"))}
        FROM {sql.Changes} AS a JOIN {sql.Map} AS m ON {TableSql.Equal(sql.SourceKey("m"), sql.SourceKey("a"))}
        WHERE m.first_run < {sql.Run}
        """;

    /// <summary>Rows that the run brought in and that undoing removes.</summary>
    public StagingTable ListTable => new(
        ListName,
        [
            .. sql.TargetKey().Zip(sql.Table.Key, (name, column) => (name, sql.Dialect.Staging.TypeOf(StagingType.Value, column.Target))),
            ("kept", sql.Dialect.Staging.TypeOf(StagingType.Number)),
        ],
        [.. sql.TargetKey()]);

    public IEnumerable<SyncStep> Steps(Parking parking)
    {
        var name = sql.Table.Name;
        if (parking.Rows > 0)
        {
            yield return new SyncStep(StepPhase.Unpark, name, ParkedColumns.Park(sql, parking.Places, Same), null);
        }

        if (sql.Table.Others.Any())
        {
            yield return new SyncStep(StepPhase.Choose, name, Choose, null);
        }

        if (sql.Table.Others.Except(_late).Any())
        {
            yield return new SyncStep(StepPhase.Restore, name, Restore(sql.Table.Others.Except(_late)), null);
        }

        if (_late.Count > 0)
        {
            foreach (var unique in sql.Table.Target.Uniques.Select(unique => new UniqueTerms(sql, unique)).Where(unique => unique.IsWhole && unique.Columns.Any(_late.Contains)))
            {
                yield return new SyncStep(StepPhase.Yield, name, Yield(unique), null);
            }

            yield return new SyncStep(StepPhase.RestoreKeys, name, Restore(_late), null);
        }

        yield return new SyncStep(StepPhase.List, name, List, null);
        yield return new SyncStep(StepPhase.Remove, name, string.Join('|', sql.Table.Key.Select(column => Uri.EscapeDataString(column.Name))), null);
        yield return new SyncStep(StepPhase.Forget, name, ForgetPast, null);
        yield return new SyncStep(StepPhase.Forget, name, ForgetNew, null);
    }

    private string Choose => sql.Dialect.Update(new JoinedUpdate(
        sql.Changes,
        "a",
        [("action", "'undone'")],
        $"{sql.Own} AS t",
        $"{TableSql.Equal(sql.OwnKey("t"), sql.TargetKey("a"))} AND a.action = 'update' AND {TableSql.All(sql.Table.Others.Select(Unchanged))}"));

    private string Restore(IEnumerable<MergeColumn> columns) => sql.Dialect.Update(new JoinedUpdate(
        sql.Own, "t", [.. columns.Select(column => (column.Name, $"a.{column.Old}"))], $"{sql.Changes} AS a", $"{TableSql.Equal(sql.OwnKey("t"), sql.TargetKey("a"))} AND a.action = 'undone'"));

    // Rows that waited aside have nothing of their own to stay with, and rows that are about to go have nothing to keep.
    private string Yield(UniqueTerms unique) => sql.Dialect.Update(new JoinedUpdate(
        sql.Changes,
        "a",
        [("action", "'stays'")],
        $"""
        {sql.Own} AS o LEFT JOIN {sql.Changes} AS x ON {TableSql.Equal(sql.TargetKey("x"), sql.OwnKey("o"))} AND x.action = 'undone'
          LEFT JOIN {sql.Staged(ListName)} AS g ON {TableSql.Equal(sql.TargetKey("g"), sql.OwnKey("o"))} AND g.kept IS NULL
        """,
        $"""
        a.action = 'undone' AND COALESCE(a.parked, 0) = 0 AND x.action IS NULL AND g.t1 IS NULL AND NOT ({TableSql.Equal(sql.OwnKey("o"), sql.TargetKey("a"))})
          AND {TableSql.Equal(unique.Columns.Select(column => $"o.{sql.Dialect.Quote(column.Name)}"), unique.Columns.Select(Past))}
        """));

    /// <summary>Columns that are put back after rows have been removed, because one of those may have their value. Rows of the changes that are to be put back refer meanwhile to what they will refer to.</summary>
    public static IReadOnlyList<MergeColumn> LateColumns(TableSql sql) =>
        [.. sql.Table.Target.Uniques.SelectMany(unique => new UniqueTerms(sql, unique).Columns).Distinct().Where(column => !sql.Table.Key.Contains(column))];

    private string Past(MergeColumn column) => sql.Table.Key.ToList().IndexOf(column) is >= 0 and var place ? $"a.t{place + 1}" : $"a.{column.Old}";

    private string List =>
        $"""
        INSERT INTO {sql.Staged(ListName)} ({TableSql.List(sql.TargetKey())})
        SELECT {TableSql.List(sql.TargetKey("m"))} FROM {sql.Map} AS m JOIN {sql.Own} AS t ON {sql.MapOfOwn()}
        WHERE m.first_run = {sql.Run} AND m.origin = 'new' AND m.status = 'live' AND {_packed.Of("t")} = m.dst_cells
        """;

    private string ForgetPast => sql.Dialect.Update(new JoinedUpdate(
        sql.Map, "m", [.. _past.Select(name => (name, $"u.{name}"))], $"{Journal} AS u", TableSql.Equal(sql.SourceKey("m"), sql.SourceKey("u"))));

    // A row that came in and had to stay is still the same as the one that it came from.
    private string ForgetNew =>
        $"""
        DELETE FROM {sql.Map} WHERE first_run = {sql.Run} AND (origin <> 'new' OR NOT EXISTS (
          SELECT 1 FROM {sql.Own} AS t WHERE {TableSql.Equal(sql.OwnKey("t"), sql.TargetKey())}))
        """;

    private string Unchanged(MergeColumn column) => _parked.Contains(column) ? $"(a.parked > 0 OR {Same(column)})" : Same(column);

    private string Same(MergeColumn column) => sql.Dialect.Same(column.Target, $"t.{sql.Dialect.Quote(column.Name)}", $"a.{column.New}");
}
