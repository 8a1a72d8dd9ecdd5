using System.Buffers.Binary;
using Ferry.Sync.Detection;
using Ferry.Sync.History;
using Ferry.Sync.Sources;
using Ferry.Sync.Staging;

namespace Ferry.Sync.Planning;

/// <summary>Finds out what must be read of the source, and how it is recorded that it was.</summary>
internal sealed class SourceReading(SyncTarget target, SourceRows source, SyncRequest request, PlanModel model) : IDisposable
{
    private readonly LeafStore _store = new(target.Connection, target.Dialect, target.Area);

    /// <summary>Asks the source. Before the tables of the run are made: a table whose map is lost is read whole.</summary>
    /// <returns>One answer a table, in their order.</returns>
    public async Task<IReadOnlyList<TableChanges>> DetectAsync(IReadOnlyList<TableSql> tables, IReadOnlySet<string> decided, CancellationToken cancellationToken)
    {
        await _store.PrepareAsync(cancellationToken).ConfigureAwait(false);
        CrashPoint.Reached("sync.detecting");
        var number = await target.Registry.KeyAsync(cancellationToken).ConfigureAwait(false);
        var key = new byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(key, number);
        var rules = new ReadingRules(request, model.Rules);
        return await source.DetectAsync(
            _store,
            request.Detection with { Key = key, Verify = request.Verify },
            [.. tables.Select(sql => new DetectionRequest(sql.Table.Source, rules.Of(sql.Table), ReasonForAll(sql, decided)))],
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Records what was seen, in the transaction that writes the rows; and has undoing forget it, so that undone rows come again.</summary>
    public async Task<IReadOnlyList<SyncStep>> StepsAsync(IReadOnlyList<(TableSql Sql, SyncTablePlan Plan)> tables, CancellationToken cancellationToken)
    {
        var settled = tables.Where(table => table.Plan.Skipped == 0 && !IsFiltered(table.Sql)).Select(table => table.Sql.Table.Source.Name).ToList();
        var unsettled = tables.Select(table => table.Sql.Table.Source.Name).Except(settled);
        var record = await _store.SettlingAsync(settled, unsettled, cancellationToken).ConfigureAwait(false);
        var forget = tables.Where(table => !table.Plan.Unchanged).SelectMany(table => _store.Forgetting(table.Sql.Table.Source.Name));
        return
        [
            .. record.Select(step => new SyncStep(StepPhase.Note, step.Table, step.Sql, null)),
            .. forget.Select(step => new SyncStep(StepPhase.Forget, step.Table, step.Sql, null)),
        ];
    }

    public void Dispose() => _store.Dispose();

    public bool IsFiltered(TableSql sql) => model.Rules.Where.ContainsKey(sql.Table.Source.Name) || model.Rules.Where.ContainsKey(sql.Table.Name);

    private string? ReasonForAll(TableSql sql, IReadOnlySet<string> decided) =>
        sql.Table.Key.Count == 0 ? "its rows have no key"
        : IsFiltered(sql) ? "only some of its rows are wanted"
        : model.Rules.Collapse.ContainsKey(sql.Table.Name) ? "several of its rows may be one here"
        : !target.Staging.Has(sql.MapName) || !decided.Contains(sql.Table.Name) ? "it is synced for the first time"
        : null;
}
