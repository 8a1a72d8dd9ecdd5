using Ferry.Merging;
using Ferry.Sync.Checks;
using Ferry.Sync.History;
using Ferry.Sync.Merge;
using Ferry.Sync.Model;
using Ferry.Sync.References;
using Ferry.Sync.Staging;

namespace Ferry.Sync.Apply;

/// <summary>The statements that write one table's part of a plan, and that record what both sides look like afterwards.</summary>
/// <param name="sql">The table.</param>
/// <param name="translation">What its rows become.</param>
/// <param name="rules">What is done with its cells.</param>
/// <param name="unrecorded">Of how many rows the map does not say yet what they will be; null where it says that of none.</param>
/// <param name="afterParents">Whether all rows that its rows refer to are there before them.</param>
/// <param name="triggers">What else is run because triggers write, too; null where the target has none.</param>
internal sealed class TableApply(TableSql sql, Translation translation, CellRules rules, long? unrecorded, bool afterParents, TriggerSteps? triggers = null)
{
    private readonly PackedCells _packed = new(sql);
    private readonly IReadOnlyList<MergeColumn> _parked = ParkedColumns.Of(sql);

    /// <summary>Everything that is run to write what a plan says.</summary>
    public IEnumerable<SyncStep> Steps(SyncTablePlan plan, Parking parking, bool everything)
    {
        var name = sql.Table.Name;
        if (parking.Rows > 0)
        {
            yield return new SyncStep(StepPhase.Write, name, ParkedColumns.Park(sql, parking.Places, Same), parking.Rows);
        }

        if (plan.Updated > 0)
        {
            yield return new SyncStep(StepPhase.Write, name, Update, plan.Updated);
        }

        if (plan.Inserted > 0)
        {
            yield return triggers is null ? new SyncStep(StepPhase.Write, name, Proving ?? Insert, plan.Inserted) : new SyncStep(StepPhase.Write, name, triggers.Insert, null);
        }

        foreach (var step in triggers?.Steps(plan) ?? [])
        {
            yield return step;
        }

        foreach (var count in Orphans(plan, everything))
        {
            yield return new SyncStep(StepPhase.Verify, name, count, 0);
        }

        if (plan.Inserted + plan.Adopted > 0)
        {
            if (unrecorded is not 0)
            {
                yield return new SyncStep(StepPhase.Record, name, RecordNew, null);
            }

            if (rules.WithBase.Any())
            {
                yield return new SyncStep(StepPhase.Record, name, RecordValues, null);
            }
        }

        yield return new SyncStep(StepPhase.Record, name, RecordChanges, null);
    }

    /// <summary>Writes the cells that differ, in rows that are still as they were when the plan was made. Every column is named, so that the server stamps none of itself.</summary>
    public string Update => sql.Dialect.Update(new JoinedUpdate(
        sql.Own,
        "t",
        [.. sql.Table.Others.Select(column => (column.Name, triggers?.Planned(column) ?? $"a.{column.New}"))],
        $"{sql.Changes} AS a",
        $"{TableSql.Equal(sql.OwnKey("t"), sql.TargetKey("a"))} AND a.action = 'update' AND {TableSql.All(sql.Table.Others.Select(Unchanged))}"));

    public string Insert =>
        $"""
        INSERT INTO {sql.Own} ({TableSql.List(sql.Table.Columns.Select(column => sql.Dialect.Quote(column.Name)))})
        SELECT {TableSql.List(sql.Table.Columns.Select(Value))}
        FROM {sql.New} AS n
        JOIN {sql.Map} AS m ON {sql.MapOfStaged()}{translation.Joins}
        WHERE {sql.Arrived}
        ORDER BY {TableSql.List(sql.TargetKey("m"))}
        """;

    /// <summary>The same where the server itself can prove that every row refers to one that is there, and keeps that so until the commit. A key into another database has not been looked at, and proves nothing.</summary>
    private string? Proving => afterParents && triggers is null && sql.Table.Target is { ForeignKeys.Count: > 0, Findings.Count: 0 } ? sql.Dialect.Proving(Insert) : null;

    /// <summary>What the target's rows look like now, for rows that this run has met for the first time; those that have the same primary key were looked at then.</summary>
    public string RecordNew => sql.Dialect.Update(new JoinedUpdate(
        sql.Map,
        "m",
        [("dst_cells", _packed.Of("t"))],
        $"{sql.Own} AS t",
        $"{sql.MapOfOwn()} AND m.first_run = {sql.Run} AND m.origin <> 'primary-key'{(unrecorded is not null ? $" AND m.{TableSql.Settled} IS NULL" : "")}"));

    private string RecordValues => sql.Dialect.Update(new JoinedUpdate(sql.Map, "m", [.. Values], $"{sql.New} AS n{Several}", $"{sql.MapOfStaged()} AND m.first_run = {sql.Run}"));

    private IEnumerable<(string Column, string Value)> Values =>
        rules.WithBase.Select(column => (StagingTables.ValueName(column), Sent(column)));

    private string Sent(MergeColumn column) => rules.Collapse is null ? $"n.{sql.Dialect.Quote(column.Source.Name)}" : translation.Value(column);

    private string Several => rules.Collapse is null ? "" : translation.Joins;

    /// <summary>The same for rows that were looked at cell by cell. Where the target keeps a value of its own, the past stays what it was, so that the next run still knows of it;
    /// and so does the source's past in conflicts, so that the next run finds them again.</summary>
    public string RecordChanges => sql.Dialect.Update(new JoinedUpdate(
        sql.Map,
        "m",
        [
            ("src_hash", $"CASE WHEN {IsOpen} THEN {OpenConflicts.Unsettled} ELSE n.{TableSql.Hash} END"),
            ("src_cells", $"CASE WHEN {IsOpen} THEN {_packed.Each(Seen)} ELSE n.{TableSql.Cells} END"),
            ("dst_cells", _packed.Each(Past)),
            ("last_run", $"{sql.Run}"),
            .. Values,
        ],
        $"{sql.Changes} AS a JOIN {sql.New} AS n ON {TableSql.Equal(sql.SourceKey("a"), sql.StagedKey("n"))} JOIN {sql.Own} AS t ON {TableSql.Equal(sql.OwnKey("t"), sql.TargetKey("a"))}{Several}",
        TableSql.Equal(sql.SourceKey("m"), sql.SourceKey("a"))));

    /// <summary>How many inserted or updated rows refer to a row that is not there, as far as the server has not proven it.</summary>
    /// <param name="plan">What is written.</param>
    /// <param name="everything">Whether all rows of the source were staged; else the staged ones are few, and the way starts from them.</param>
    public IEnumerable<string> Orphans(SyncTablePlan plan, bool everything)
    {
        if (sql.Table.Target.ForeignKeys.Count > 0 && plan.Inserted > 0 && Proving is null)
        {
            var staged = everything ? $"{sql.Map} AS m" : $"{sql.New} AS n JOIN {sql.Map} AS m ON {sql.MapOfStaged()}";
            yield return Orphaned(staged, $"{sql.MapOfOwn()} AND {sql.Arrived}");
        }

        if (sql.Table.Target.ForeignKeys.Count > 0 && plan.Updated > 0)
        {
            yield return Orphaned($"{sql.Changes} AS a", $"{TableSql.Equal(sql.TargetKey("a"), sql.OwnKey("t"))} AND a.action = 'update'");
        }
    }

    private string Orphaned(string touched, string on)
    {
        var quote = sql.Dialect.Quote;
        var references = sql.Table.Target.ForeignKeys.Select((reference, index) => (
            Join: $"LEFT JOIN {quote(reference.ParentTable)} AS p{index} ON {TableSql.All(reference.Columns.Zip(reference.ParentColumns, (column, parent) => $"p{index}.{quote(parent)} = t.{quote(column)}"))}",
            Missing: $"p{index}.{quote(reference.ParentColumns[0])} IS NULL AND {TableSql.All(reference.Columns.Select(column => $"t.{quote(column)} IS NOT NULL"))}")).ToList();
        return $"""
            SELECT COUNT(*) FROM {touched} JOIN {sql.Own} AS t ON {on}
            {string.Join('\n', references.Select(reference => reference.Join))}
            WHERE {string.Join(" OR ", references.Select(reference => reference.Missing))}
            """;
    }

    private string Unchanged(MergeColumn column) => _parked.Contains(column) ? $"(a.parked > 0 OR {AsPlanned(column)})" : AsPlanned(column);

    private string AsPlanned(MergeColumn column) => triggers is null ? Same(column) : $"({Same(column)} OR {triggers.IsSettled(column)})";

    private string Same(MergeColumn column) => sql.Dialect.Same(column.Target, $"t.{sql.Dialect.Quote(column.Name)}", $"a.{column.Old}");

    private string Value(MergeColumn column) => sql.Table.Key.ToList().IndexOf(column) is >= 0 and var place ? $"m.t{place + 1}" : translation.Value(column);

    private static string IsOpen => $"a.marks LIKE '%{CellMark.Conflict}%'";

    private string Seen(MergeColumn column)
    {
        var now = sql.Dialect.Cells.At($"n.{TableSql.Cells}", column.Cell);
        return sql.Table.Key.Contains(column)
            ? now
            : $"CASE WHEN {Mark(column)} <> '{CellMark.Conflict}' THEN {now} WHEN m.first_run = {sql.Run} THEN {sql.Dialect.Cells.None} ELSE {sql.Dialect.Cells.At("m.src_cells", column.Cell)} END";
    }

    private string Mark(MergeColumn column) => CellMark.Of(sql, column);

    private string Past(MergeColumn column)
    {
        var present = _packed.One(column, $"t.{sql.Dialect.Quote(column.Name)}");
        if (sql.Table.Key.Contains(column))
        {
            return present;
        }

        var own = $"{Mark(column)} IN ('{CellMark.Local}', '{CellMark.Conflict}', '{CellMark.Dangling}')";
        if (rules.Joins(column))
        {
            // What only the target holds of a joined list is a change of its own, and not to be lost when the source changes next.
            present = $"CASE WHEN {Mark(column)} = '{CellMark.Taken}' AND NOT ({sql.Dialect.Same(column.Target, $"a.{column.New}", Sent(column))}) THEN {sql.Dialect.Cells.None} ELSE {present} END";
        }

        return $"CASE WHEN {own} THEN CASE WHEN m.first_run = {sql.Run} THEN {sql.Dialect.Cells.None} ELSE {sql.Dialect.Cells.At("m.dst_cells", column.Cell)} END ELSE {present} END";
    }
}
