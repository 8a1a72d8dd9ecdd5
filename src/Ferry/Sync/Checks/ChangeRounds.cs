using System.Globalization;
using Ferry.Merging;
using Ferry.Sync.Asking;
using Ferry.Sync.Identity;
using Ferry.Sync.Merge;
using Ferry.Sync.References;
using Ferry.Sync.Rules;
using Ferry.Sync.Staging;

namespace Ferry.Sync.Checks;

/// <summary>Decides about all cells, and takes out of the plan what the target's unique keys and conditions do not allow, until nothing more has to be taken out.</summary>
internal sealed class ChangeRounds(
    IMergeConnection connection, StagingTables staging, SyncRules rules, IReadOnlyDictionary<TableSql, Translation> translations, IdentityResolution identity, IReadOnlySet<string> merged,
    AskedCells asked)
{
    private readonly Dictionary<(TableSql, string), Finding> _unproven = [];
    private readonly BrokenConditions _broken = new();

    /// <summary>Conditions that keep rows out, and what could not be checked.</summary>
    public IEnumerable<Finding> Findings => _broken.Findings.Concat(_unproven.Values);

    public async Task RunAsync(IReadOnlyList<TableSql> tables, CancellationToken cancellationToken)
    {
        var held = true;
        while (held)
        {
            held = false;
            _broken.StartRound();
            foreach (var sql in tables)
            {
                await FillAsync(sql, cancellationToken).ConfigureAwait(false);
            }

            foreach (var sql in tables)
            {
                held |= await CheckAsync(sql, cancellationToken).ConfigureAwait(false) > 0;
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
            await asked.DecideAsync(sql, translations[sql], cancellationToken).ConfigureAwait(false);
        }
    }

    /// <returns>Rows that would have been inserted and are not.</returns>
    private async Task<long> CheckAsync(TableSql sql, CancellationToken cancellationToken)
    {
        var (held, clashes) = (0L, 0L);
        do
        {
            clashes = 0;
            held += await DemandAsync(sql, cancellationToken).ConfigureAwait(false);
            foreach (var unique in sql.Table.Target.Uniques)
            {
                var (kept, found) = await ProveAsync(sql, unique, cancellationToken).ConfigureAwait(false);
                held += kept;
                clashes += found;
            }
        }
        while (clashes > 0 && sql.Table.Target.Checks.Count > 0); // A row that keeps a part of its values may break a condition by that.

        return held;
    }

    /// <summary>Checks conditions in one pass, or one by one to find those that cannot be evaluated.</summary>
    /// <returns>Rows that would have been inserted and are not.</returns>
    private async Task<long> DemandAsync(TableSql sql, CancellationToken cancellationToken)
    {
        var checks = sql.Table.Target.Checks.Where(check => !_unproven.ContainsKey((sql, check.Name))).ToList();
        try
        {
            return checks.Count == 0 ? 0 : await DemandAsync(sql, checks, cancellationToken).ConfigureAwait(false);
        }
        catch (FerryException) when (checks.Count > 1)
        {
            var held = 0L;
            foreach (var check in checks)
            {
                held += await TryAsync(sql, check.Name, "condition", () => DemandAsync(sql, [check], cancellationToken)).ConfigureAwait(false);
            }

            return held;
        }
        catch (FerryException exception)
        {
            Warn(sql, checks[0].Name, "condition", exception);
            return 0;
        }
    }

    private async Task<long> DemandAsync(TableSql sql, List<CheckShape> checks, CancellationToken cancellationToken)
    {
        var check = new ConditionCheck(sql, translations[sql], checks);
        await staging.ReplaceAsync(check.MisfitTable, cancellationToken).ConfigureAwait(false);
        try
        {
            if (await RunAsync(check.Fill, cancellationToken).ConfigureAwait(false) == 0)
            {
                return 0;
            }

            foreach (var row in await connection.QueryAsync(check.Count, cancellationToken).ConfigureAwait(false))
            {
                _broken.Add(sql.Table.Name, checks[int.Parse(row[0]!, CultureInfo.InvariantCulture)], row[1]!, long.Parse(row[2]!, CultureInfo.InvariantCulture), row[3]);
            }

            if (sql.Table.Others.Any())
            {
                await RunAsync([check.RevertUpdates], cancellationToken).ConfigureAwait(false);
            }

            return await RunAsync([check.HoldInserts], cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await staging.DropAsync(check.MisfitTable.Name, CancellationToken.None).ConfigureAwait(false);
        }
    }

    private async Task<(long Held, long Clashes)> ProveAsync(TableSql sql, UniqueShape unique, CancellationToken cancellationToken)
    {
        var check = new UniqueCheck(sql, translations[sql], unique);
        if (check.IsWhole)
        {
            return await ProveAsync(check, cancellationToken).ConfigureAwait(false);
        }

        return _unproven.ContainsKey((sql, unique.Name)) ? (0, 0)
            : await TryAsync(sql, unique.Name, "unique key", () => ProveAsync(check, cancellationToken)).ConfigureAwait(false);
    }

    private async Task<(long Held, long Clashes)> ProveAsync(UniqueCheck check, CancellationToken cancellationToken)
    {
        var (held, all) = (0L, 0L);
        try
        {
            for (var clashes = 1L; clashes > 0; all += clashes)
            {
                await staging.ReplaceAsync(check.MovingTable, cancellationToken).ConfigureAwait(false);
                await staging.ReplaceAsync(check.ClashTable, cancellationToken).ConfigureAwait(false);
                if (await RunAsync(check.FillMoving, cancellationToken).ConfigureAwait(false) == 0)
                {
                    return (held, all);
                }

                clashes = await RunAsync(check.FindClashes, cancellationToken).ConfigureAwait(false);
                if (clashes > 0)
                {
                    held += await RunAsync([check.HoldInserts], cancellationToken).ConfigureAwait(false);
                    await RunAsync(check.RevertUpdates, cancellationToken).ConfigureAwait(false);
                }
            }

            await RunAsync([check.Park], cancellationToken).ConfigureAwait(false);
            return (held, all);
        }
        finally
        {
            await staging.DropAsync(check.MovingTable.Name, CancellationToken.None).ConfigureAwait(false);
            await staging.DropAsync(check.ClashTable.Name, CancellationToken.None).ConfigureAwait(false);
        }
    }

    /// <summary>Runs what evaluates expressions of the target's own: one that cannot be evaluated here is left to the server, and said.</summary>
    private async Task<T?> TryAsync<T>(TableSql sql, string name, string kind, Func<Task<T>> check)
    {
        try
        {
            return await check().ConfigureAwait(false);
        }
        catch (FerryException exception)
        {
            Warn(sql, name, kind, exception);
            return default;
        }
    }

    private void Warn(TableSql sql, string name, string kind, FerryException exception) => _unproven[(sql, name)] = new Finding(
        FindingSeverity.Warning,
        "sync.not-provable",
        $"The {kind} {name} of {sql.Table.Name} cannot be checked before rows are written: {exception.Reason ?? exception.Message}",
        "The server checks it when the plan is applied; a row that breaks it takes the whole run back.");

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
