using Ferry.Merging;
using Ferry.Sync.Detection;
using Ferry.Sync.History;
using Ferry.Sync.Staging;

namespace Ferry.Sync.Merge;

/// <summary>Keeps the source's rows whose conflicts a run leaves open, so that later runs list them again, and can settle them, without reading the table.</summary>
internal sealed class OpenConflicts(IMergeConnection connection, StagingTables staging, TableSql sql)
{
    /// <summary>The hash that the map holds of a row with an open conflict: no row of the source has it, so that the row is looked at whenever it is staged.</summary>
    public const string Unsettled = "0";

    private const string Stale = "stale";

    private string Columns => TableSql.List([.. sql.Table.Columns.Select(column => sql.Dialect.Quote(column.Source.Name)), TableSql.Hash, TableSql.Cells]);

    /// <summary>Stages the rows that the source did not send again.</summary>
    /// <param name="changes">What was read of the table.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Rows staged.</returns>
    public async Task<long> CarryAsync(TableChanges changes, CancellationToken cancellationToken)
    {
        await MakeAsync(cancellationToken).ConfigureAwait(false);
        if (changes.Verdict == Verdict.Everything)
        {
            return 0;
        }

        await connection.ExecuteAsync($"UPDATE {sql.Open} SET {Stale} = 0", cancellationToken).ConfigureAwait(false);
        foreach (var read in changes.Keys ?? [])
        {
            await connection.ExecuteAsync($"UPDATE {sql.Open} SET {Stale} = 1 WHERE {read.Condition(sql.Dialect.Quote(changes.Table.ChunkKey[0]))}", cancellationToken).ConfigureAwait(false);
        }

        return await connection.ExecuteAsync(
            $"""
            INSERT INTO {sql.New} ({Columns})
            SELECT {Columns} FROM {sql.Open} AS o
            WHERE o.{Stale} = 0 AND NOT EXISTS (SELECT 1 FROM {sql.New} AS n WHERE {TableSql.Equal(sql.StagedKey("n"), sql.StagedKey("o"))})
            """,
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Every open row was staged, so what this run leaves open is all there is. Undoing forgets them: the table is read again then.</summary>
    /// <param name="plan">What the run does to the table.</param>
    public IEnumerable<SyncStep> Steps(SyncTablePlan plan)
    {
        var name = sql.Table.Name;
        yield return new SyncStep(StepPhase.Record, name, $"DELETE FROM {sql.Open}", null);
        if (plan.Conflicts > 0)
        {
            yield return new SyncStep(
                StepPhase.Record,
                name,
                $"""
                INSERT INTO {sql.Open} ({Columns})
                SELECT {TableSql.List([.. sql.Table.Columns.Select(column => $"n.{sql.Dialect.Quote(column.Source.Name)}"), $"n.{TableSql.Hash}", $"n.{TableSql.Cells}"])}
                FROM {sql.New} AS n JOIN {sql.Changes} AS a ON {TableSql.Equal(sql.SourceKey("a"), sql.StagedKey("n"))}
                WHERE a.marks LIKE '%{CellMark.Conflict}%'
                """,
                null);
        }

        yield return new SyncStep(StepPhase.Forget, name, $"DELETE FROM {sql.Open}", null);
    }

    // Of another schema the table is read whole until that is applied: what was kept of the old one is not needed.
    private async Task MakeAsync(CancellationToken cancellationToken)
    {
        if (staging.Has(sql.OpenName))
        {
            return;
        }

        await staging.DropShapesAsync(TableSql.OpenPrefix, sql.Table.Name, cancellationToken).ConfigureAwait(false);

        await staging.MakeAsync(staging.NewTable(sql) with { Name = sql.OpenName, Columns = [.. staging.NewTable(sql).Columns, (Stale, sql.Dialect.Staging.TypeOf(StagingType.Number))] }, cancellationToken)
            .ConfigureAwait(false);
    }
}
