using Ferry.Reading;
using Ferry.Sync.History;
using Ferry.Sync.Rules;
using Ferry.Sync.Staging;
using Ferry.Sync.Undo;

namespace Ferry.Sync.Planning;

/// <summary>Adds to a run what concerns more than one table: which tables and columns were merged, what may not be removed, the masking key, how far the source had come, and columns that are computed.</summary>
internal sealed class RunSteps(SyncTarget target, SyncRequest request, SourceMoment? moment, PlanModel model, IReadOnlyList<TableSql> tables, IReadOnlyList<TableSql> keyed, long run)
{
    private readonly List<Finding> _findings = [];

    /// <summary>What deserves a look.</summary>
    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>Adds the steps, and names the computed columns in the plans.</summary>
    /// <param name="first">Tables that no run has merged before.</param>
    /// <param name="moving">Tables of which rows were read.</param>
    /// <param name="plans">The plans; those of tables with a key come first, in their order.</param>
    /// <param name="steps">Receives the steps.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task AddAsync(
        IEnumerable<TableSql> first, IReadOnlyList<TableSql> moving, List<SyncTablePlan> plans, List<SyncStep> steps, CancellationToken cancellationToken)
    {
        // Of a table that is only asked for rows that others need, the other rows have not met yet.
        steps.AddRange(first.Where(sql => model.Rules.Where.GetValueOrDefault(sql.Table.Name) != SyncRules.Nothing).SelectMany(sql => target.Merged.Steps(sql.Table.Name, run)));
        var seen = await target.Columns.ReadAsync(cancellationToken).ConfigureAwait(false);
        steps.AddRange(tables.SelectMany(sql => target.Columns.Steps(
            sql.Table.Name, [.. sql.Table.Columns.Select(column => column.Name).Except(seen[sql.Table.Name], StringComparer.OrdinalIgnoreCase)], run)));
        steps.AddRange(new KeptRows(moving, keyed, model.Shapes).Steps);
        if (plans.Count > 0)
        {
            await NoteMaskKeyAsync(plans[^1].Name, steps, cancellationToken).ConfigureAwait(false);
            var noted = await target.Moment.StepsAsync(moment, cancellationToken).ConfigureAwait(false);
            steps.AddRange(noted.Select(note => new SyncStep(note.Phase, plans[^1].Name, note.Sql, null)));
        }

        var computed = new RecomputedTables(target, model.Rules);
        var byName = plans.ToDictionary(plan => plan.Name, StringComparer.OrdinalIgnoreCase);
        foreach (var (place, sql) in keyed.Index())
        {
            plans[place] = plans[place] with { Recomputed = await computed.PlanAsync(sql, byName, tables, model.Parts, steps, cancellationToken).ConfigureAwait(false) };
        }
    }

    private async Task NoteMaskKeyAsync(string table, List<SyncStep> steps, CancellationToken cancellationToken)
    {
        var (warning, noted) = await new UsedMaskKey(target.Connection, target.Dialect, target.Area)
            .CompareAsync(request.Masks.IsEmpty ? null : request.MaskKey?.Fingerprint, cancellationToken).ConfigureAwait(false);
        _findings.AddRange(warning is null ? [] : [warning]);
        steps.AddRange(noted.Select(note => new SyncStep(note.Phase, table, note.Sql, null)));
    }
}
