using Ferry.Sync.Apply;
using Ferry.Sync.Asking;
using Ferry.Sync.Checks;
using Ferry.Sync.Detection;
using Ferry.Sync.History;
using Ferry.Sync.Identity;
using Ferry.Sync.Merge;
using Ferry.Sync.References;
using Ferry.Sync.Staging;
using Ferry.Sync.Undo;

namespace Ferry.Sync.Planning;

/// <summary>Makes one table's part of the plan out of what was decided, and the statements that carry it out and undo it.</summary>
internal sealed class TablePlanner(Lane lane, TableSql sql, Translation translation, CellRules rules, TableChanges changes, bool filtered, IdentityResolution identity, AskedCells asked, bool triggered, RunParts parts)
{
    public async Task<TableDraft> PlanAsync(CancellationToken cancellationToken)
    {
        var (steps, findings) = (new List<SyncStep>(), new List<Finding>());
        await FindFailuresAsync(findings, cancellationToken).ConfigureAwait(false);
        var counts = new TableCounts(lane.Connection, sql, translation, identity);
        var plan = await counts.CountAsync(changes, filtered, cancellationToken).ConfigureAwait(false);
        FindOrphans(counts, findings);
        findings.AddRange(await new SoftDeletes(lane.Connection, sql, translation, rules).FindAsync(cancellationToken).ConfigureAwait(false));
        if (sql.Table.Target.Triggers.Count > 0)
        {
            findings.Add(new Finding(
                FindingSeverity.Warning, "sync.triggers", $"Table {sql.Table.Name} has triggers that will fire: {string.Join(", ", sql.Table.Target.Triggers)}.",
                "Rows of the plan end as it says. What triggers write elsewhere is not in it, and undo does not take that back."));
        }

        var undo = new TableUndo(sql, rules);
        await lane.Staging.ReplaceAsync(undo.JournalTable, cancellationToken).ConfigureAwait(false);
        await lane.Connection.ExecuteAsync(undo.FillJournal, cancellationToken).ConfigureAwait(false);
        await lane.Staging.ReplaceAsync(undo.ListTable, cancellationToken).ConfigureAwait(false);
        var parking = await ParkAsync(findings, cancellationToken).ConfigureAwait(false);
        var apply = new TableApply(sql, translation, rules, counts.Unrecorded, parts.ComeAfterParents(sql.Table), await TriggersAsync(plan, cancellationToken).ConfigureAwait(false));
        steps.AddRange(apply.Steps(plan, parking, changes.Verdict == Verdict.Everything));
        steps.AddRange(await new ParentRechecks(lane.Connection, sql, translation).StepsAsync(plan, identity, cancellationToken).ConfigureAwait(false));
        steps.AddRange(new OpenConflicts(lane.Connection, lane.Staging, sql).Steps(plan));
        steps.AddRange(undo.Steps(parking));
        var questions = await asked.FindAsync(lane.Connection, sql, translation, cancellationToken).ConfigureAwait(false);
        return new(plan with { Questions = questions }, steps, findings);
    }

    private async Task<TriggerSteps?> TriggersAsync(SyncTablePlan plan, CancellationToken cancellationToken)
    {
        if (!triggered)
        {
            return null;
        }

        var triggers = new TriggerSteps(sql, translation);
        if (plan.Inserted > 0)
        {
            await lane.Staging.ReplaceAsync(triggers.ArrivalsTable, cancellationToken).ConfigureAwait(false);
            await lane.Connection.ExecuteAsync(triggers.FillArrivals, cancellationToken).ConfigureAwait(false);
        }

        return triggers;
    }

    private async Task<Parking> ParkAsync(List<Finding> findings, CancellationToken cancellationToken)
    {
        var rows = await lane.Connection.CountAsync($"SELECT COUNT(*) FROM {sql.Changes} WHERE parked > 0 AND action = 'update'", cancellationToken).ConfigureAwait(false);
        if (rows == 0)
        {
            return Parking.None;
        }

        await lane.Connection.ExecuteAsync(ParkedColumns.Number(sql), cancellationToken).ConfigureAwait(false);
        var places = await new ParkingPlaces(lane.Connection, sql).FindAsync(rows, cancellationToken).ConfigureAwait(false);
        findings.AddRange(places.Where(place => place.Value is null).Select(place => new Finding(
            FindingSeverity.Failure, "sync.no-free-value",
            $"{rows} rows of {sql.Table.Name} take each other's values of {place.Column.Name}, and too few values are free in which they could wait meanwhile.",
            $"Free some in the target, or keep its own: \"Sync\": {{ \"Policies\": {{ \"{sql.Table.Name}\": {{ \"{place.Column.Name}\": \"target\" }} }} }}.")));
        return new(rows, [.. places.Select(place => (place.Column, place.Value ?? "NULL"))]);
    }

    private async Task FindFailuresAsync(List<Finding> findings, CancellationToken cancellationToken)
    {
        foreach (var column in rules.Failing)
        {
            var conflicts = await lane.Connection.CountAsync(
                $"SELECT COUNT(*) FROM {sql.Changes} AS a WHERE {CellMark.Of(sql, column)} = '{CellMark.Conflict}'", cancellationToken).ConfigureAwait(false);
            if (conflicts > 0)
            {
                findings.Add(new Finding(
                    FindingSeverity.Failure, "sync.conflict", $"Both sides have changed {sql.Table.Name}.{column.Name} in {conflicts} rows, and its policy is to fail.",
                    "Make both sides agree, or give the column another policy."));
            }
        }
    }

    // What is left without a parent is never passed over in silence.
    private void FindOrphans(TableCounts counts, List<Finding> findings)
    {
        foreach (var (reference, columns, rows) in counts.Dangling.Where(dangling => dangling.Rows > 0))
        {
            findings.Add(new Finding(
                FindingSeverity.Warning,
                "sync.missing-parents",
                $"{rows} rows of {sql.Table.Name} refer to rows of {reference.Parent} that are not there ({string.Join(", ", columns.Select(column => column.Name))}): "
                    + (reference.HasFallback ? $"they refer to the row {reference.Missing!.Key} of {reference.Parent}." : reference.IsNeeded ? "they are left out." : "they come in without."),
                reference.IsNeeded ? "Take the parents along, or make the column nullable." : null));
        }
    }
}
