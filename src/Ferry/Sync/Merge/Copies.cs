using Ferry.Merging;
using Ferry.Sync.Apply;
using Ferry.Sync.History;
using Ferry.Sync.Planning;
using Ferry.Sync.References;
using Ferry.Sync.Staging;
using Ferry.Sync.Undo;

namespace Ferry.Sync.Merge;

/// <summary>Merges a table without a primary key: rows are only what they hold, so as many copies of each come in as the target has fewer than the source, but for those that were
/// deleted here. None is ever updated.</summary>
/// <param name="target">The target.</param>
/// <param name="sql">The table.</param>
/// <param name="translation">What its rows become.</param>
/// <param name="shapes">All tables of the target.</param>
internal sealed class Copies(SyncTarget target, TableSql sql, Translation translation, IReadOnlyList<TableShape> shapes)
{
    private readonly CopyContent _content = new(sql, translation);

    public async Task<TableDraft> PlanAsync(CancellationToken cancellationToken)
    {
        var (known, list) = (new KnownCopies(sql, _content), new CopyList(sql, _content));
        await CountAsync(known, cancellationToken).ConfigureAwait(false);
        await target.Staging.ReplaceAsync(list.Shape, cancellationToken).ConfigureAwait(false);
        await target.Connection.ExecuteAsync(list.Fill(known), cancellationToken).ConfigureAwait(false);
        var checks = new CopyChecks(target.Connection, sql, list);
        var broken = await checks.RunAsync(cancellationToken).ConfigureAwait(false);
        foreach (var correction in broken > 0 ? known.Correct(list) : [])
        {
            await target.Connection.ExecuteAsync(correction, cancellationToken).ConfigureAwait(false);
        }

        var comes = await target.Connection.CountAsync($"SELECT COUNT(*) FROM {list.Table}", cancellationToken).ConfigureAwait(false);
        var goes = CopyUndo.IsPossible(sql, shapes);
        var plan = new SyncTablePlan
        {
            Name = sql.Table.Name,
            Identity = goes ? "rows that are equal in every cell, counted" : "rows that are equal in every cell, counted; undo does not remove them",
            Read = await target.Connection.CountAsync($"SELECT COUNT(*) FROM {sql.New}", cancellationToken).ConfigureAwait(false),
            Inserted = comes,
            DeletedHere = await target.Connection.CountAsync(known.DeletedHere, cancellationToken).ConfigureAwait(false),
            Skipped = broken + (_content.Lacking is { } lacking ? await target.Connection.CountAsync($"SELECT COUNT(*) FROM {sql.New} AS n{translation.Joins} WHERE {lacking}", cancellationToken).ConfigureAwait(false) : 0),
        };
        var writing = comes == 0 ? [] : await WritingAsync(list, comes, cancellationToken).ConfigureAwait(false);
        var undoing = comes > 0 && goes;
        return new(plan, [.. writing, .. undoing ? new CopyUndo(sql, list).Steps : [], .. known.Steps(undoing ? list : null)], checks.Findings);
    }

    private async Task<IReadOnlyList<SyncStep>> WritingAsync(CopyList list, long comes, CancellationToken cancellationToken) =>
    [
        new(StepPhase.Write, sql.Table.Name, list.Insert, comes),
        .. await new ParentRechecks(target.Connection, sql, translation).OfCopiesAsync(cancellationToken).ConfigureAwait(false),
        .. list.Orphans is { } orphans ? [new SyncStep(StepPhase.Verify, sql.Table.Name, orphans, 0)] : Array.Empty<SyncStep>(),
    ];

    private async Task CountAsync(KnownCopies known, CancellationToken cancellationToken)
    {
        if (!target.Staging.Has(known.Shape.Name))
        {
            await target.Staging.DropShapesAsync(TableSql.KnownPrefix, sql.Table.Name, cancellationToken).ConfigureAwait(false);
            await target.Staging.MakeAsync(known.Shape, cancellationToken).ConfigureAwait(false);
        }

        await target.Connection.ExecuteAsync(known.Clear, cancellationToken).ConfigureAwait(false);
        await target.Connection.ExecuteAsync(known.Count, cancellationToken).ConfigureAwait(false);
    }
}
