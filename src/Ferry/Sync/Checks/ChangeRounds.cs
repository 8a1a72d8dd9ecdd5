using Ferry.Merging;
using Ferry.Sync.Identity;
using Ferry.Sync.Merge;
using Ferry.Sync.References;
using Ferry.Sync.Rules;
using Ferry.Sync.Staging;

namespace Ferry.Sync.Checks;

/// <summary>Decides about all cells, and takes out of the plan what the target's unique keys do not allow, until nothing more has to be taken out.</summary>
internal sealed class ChangeRounds(
    IMergeConnection connection, StagingTables staging, SyncRules rules, IReadOnlyDictionary<TableSql, Translation> translations, IdentityResolution identity, IReadOnlySet<string> merged)
{
    public async Task RunAsync(IReadOnlyList<TableSql> tables, CancellationToken cancellationToken)
    {
        var held = true;
        while (held)
        {
            held = false;
            foreach (var sql in tables)
            {
                await FillAsync(sql, cancellationToken).ConfigureAwait(false);
            }

            foreach (var sql in tables)
            {
                foreach (var unique in sql.Table.Target.Uniques.Where(unique => UniqueCheck.Fits(sql, unique)))
                {
                    held |= await CheckAsync(new UniqueCheck(sql, translations[sql], unique), cancellationToken).ConfigureAwait(false) > 0;
                }
            }

            // A row that is not inserted leaves its children without a parent, and what refers to it must be decided anew.
            if (held)
            {
                await identity.HoldOrphansAsync(tables, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task FillAsync(TableSql sql, CancellationToken cancellationToken)
    {
        await RunAsync(translations[sql].FillSeveral, cancellationToken).ConfigureAwait(false);
        await staging.MakeChangesAsync(sql, cancellationToken).ConfigureAwait(false);
        if (sql.Table.Others.Any())
        {
            var met = identity.HasMet(sql) || merged.Contains(sql.Table.Name);
            await connection.ExecuteAsync(new Changes(sql, translations[sql], new CellRules(sql.Table, rules), met).Fill, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <returns>Rows that would have been inserted and are not.</returns>
    private async Task<long> CheckAsync(UniqueCheck check, CancellationToken cancellationToken)
    {
        var held = 0L;
        long clashes;
        do
        {
            await staging.ReplaceAsync(check.MovingTable, cancellationToken).ConfigureAwait(false);
            await staging.ReplaceAsync(check.ClashTable, cancellationToken).ConfigureAwait(false);
            await RunAsync(check.FillMoving, cancellationToken).ConfigureAwait(false);
            clashes = await RunAsync(check.FindClashes, cancellationToken).ConfigureAwait(false);
            if (clashes > 0)
            {
                held += await RunAsync([check.HoldInserts], cancellationToken).ConfigureAwait(false);
                await RunAsync(check.RevertUpdates, cancellationToken).ConfigureAwait(false);
            }
        }
        while (clashes > 0);

        await RunAsync([check.Park], cancellationToken).ConfigureAwait(false);
        await staging.DropAsync(check.MovingTable.Name, cancellationToken).ConfigureAwait(false);
        await staging.DropAsync(check.ClashTable.Name, cancellationToken).ConfigureAwait(false);
        return held;
    }

    private async Task<long> RunAsync(IEnumerable<string> statements, CancellationToken cancellationToken)
    {
        var changed = 0L;
        foreach (var statement in statements)
        {
            changed += await connection.ExecuteAsync(statement, cancellationToken).ConfigureAwait(false);
        }

        return changed;
    }
}
