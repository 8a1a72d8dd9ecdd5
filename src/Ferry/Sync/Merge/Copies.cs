using System.Globalization;
using Ferry.Merging;
using Ferry.Sync.History;
using Ferry.Sync.Planning;
using Ferry.Sync.References;
using Ferry.Sync.Staging;
using Ferry.Sync.Undo;

namespace Ferry.Sync.Merge;

/// <summary>Merges a table without a primary key: rows are only what they hold, so as many copies of each come in as the target has fewer than the source. None is ever updated.</summary>
/// <param name="target">The target.</param>
/// <param name="sql">The table.</param>
/// <param name="translation">What its rows become.</param>
/// <param name="shapes">All tables of the target.</param>
internal sealed class Copies(SyncTarget target, TableSql sql, Translation translation, IReadOnlyList<TableShape> shapes)
{
    private readonly CopyList _list = new(sql, translation);

    public async Task<TableDraft> PlanAsync(CancellationToken cancellationToken)
    {
        await target.Staging.ReplaceAsync(_list.Shape, cancellationToken).ConfigureAwait(false);
        await target.Connection.ExecuteAsync(_list.Fill, cancellationToken).ConfigureAwait(false);
        var checks = new CopyChecks(target.Connection, sql, _list);
        var broken = await checks.RunAsync(cancellationToken).ConfigureAwait(false);
        var comes = await CountAsync($"SELECT COUNT(*) FROM {_list.Table}", cancellationToken).ConfigureAwait(false);
        var goes = CopyUndo.IsPossible(sql, shapes);
        var plan = new SyncTablePlan
        {
            Name = sql.Table.Name,
            Identity = goes ? "rows that are equal in every cell, counted" : "rows that are equal in every cell, counted; undo does not remove them",
            Read = await CountAsync($"SELECT COUNT(*) FROM {sql.New}", cancellationToken).ConfigureAwait(false),
            Inserted = comes,
            Skipped = broken + (_list.Lacking is { } lacking ? await CountAsync($"SELECT COUNT(*) FROM {sql.New} AS n{translation.Joins} WHERE {lacking}", cancellationToken).ConfigureAwait(false) : 0),
        };
        return new(plan, comes == 0 ? [] : [new(StepPhase.Write, sql.Table.Name, _list.Insert, comes), .. goes ? new CopyUndo(sql, _list).Steps : []], checks.Findings);
    }

    private async Task<long> CountAsync(string query, CancellationToken cancellationToken) =>
        long.Parse((await target.Connection.QueryAsync(query, cancellationToken).ConfigureAwait(false))[0][0] ?? "0", CultureInfo.InvariantCulture);
}
