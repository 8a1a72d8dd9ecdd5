using System.Buffers.Binary;
using Ferry.Sync.Detection;
using Ferry.Sync.History;
using Ferry.Sync.Masking;
using Ferry.Sync.Sources;
using Ferry.Sync.Staging;

namespace Ferry.Sync.Planning;

/// <summary>Finds out what must be read of the source, and how it is recorded that it was.</summary>
/// <param name="target">Where it is recorded.</param>
/// <param name="source">What is read.</param>
/// <param name="request">What is asked for.</param>
/// <param name="model">The tables, and what the configuration says about them.</param>
/// <param name="wentBack">Whether the source is known to be older than what was seen of it: what is recent there says nothing then.</param>
/// <param name="now">When this is.</param>
internal sealed class SourceReading(SyncTarget target, SourceRows source, SyncRequest request, PlanModel model, bool wentBack, DateTimeOffset now) : IDisposable
{
    private readonly LeafStore _store = new(target.Connection, target.Dialect, target.Area);
    private readonly List<Finding> _findings = [];

    /// <summary>What a plan should say of how the source was read.</summary>
    public IReadOnlyList<Finding> Findings => _findings;

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
        var changes = await source.DetectAsync(
            _store,
            Options(key),
            [.. tables.Select(sql => new DetectionRequest(sql.Table.Source, rules.Of(sql.Table), ReasonForAll(sql, decided), Watermark(sql)))],
            cancellationToken).ConfigureAwait(false);
        _findings.AddRange(changes.SelectMany(change => change.Findings));
        return changes;
    }

    /// <summary>Has tables be read whole by the next run, whether this one is carried out or not.</summary>
    public async Task ForgetAsync(IReadOnlySet<string> tables, CancellationToken cancellationToken)
    {
        foreach (var (_, sql) in tables.SelectMany(_store.Forgetting))
        {
            await target.Connection.ExecuteAsync(sql, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Records what was seen, in the transaction that writes the rows; and has undoing forget it, so that undone rows come again.</summary>
    public async Task<IReadOnlyList<SyncStep>> StepsAsync(IReadOnlyList<(TableSql Sql, SyncTablePlan Plan)> tables, IReadOnlySet<string> again, CancellationToken cancellationToken)
    {
        var settled = tables.Where(table => table.Plan.Skipped == 0 && !IsFiltered(table.Sql) && !again.Contains(table.Sql.Table.Source.Name)).Select(table => table.Sql.Table.Source.Name).ToList();
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

    private DetectionOptions Options(byte[] key) => request.Detection with
    {
        Key = key,
        Verify = request.Verify || wentBack,
        Margin = new(request.Options.WatermarkMargin, request.Options.WatermarkNumbers),
        DigestAfter = request.Options.DigestAfter,
        Now = now,
    };

    // The highest of masked values would be kept here as it is.
    private string? Watermark(TableSql sql)
    {
        var table = sql.Table.Source;
        var named = model.Rules.Watermark.GetValueOrDefault(sql.Table.Name) ?? model.Rules.Watermark.GetValueOrDefault(table.Name);
        var column = table.Columns.FirstOrDefault(each => string.Equals(each.Name, named, StringComparison.OrdinalIgnoreCase))?.Name;
        if (column is null || sql.Table.Key.Count == 0 || IsFiltered(sql) || model.Rules.Collapse.ContainsKey(sql.Table.Name))
        {
            return null;
        }

        if (request.Masks.KindOf(table.Name, column) is null or MaskKind.Keep)
        {
            return column;
        }

        _findings.Add(WatermarkFindings.Masked(table.Name, column));
        return null;
    }

    private string? ReasonForAll(TableSql sql, IReadOnlySet<string> decided) =>
        sql.Table.Key.Count == 0 ? "its rows have no key"
        : IsFiltered(sql) ? "only some of its rows are wanted"
        : model.Rules.Collapse.ContainsKey(sql.Table.Name) ? "several of its rows may be one here"
        : !target.Staging.Has(sql.MapName) || !decided.Contains(sql.Table.Name) ? "it is synced for the first time"
        : null;
}
