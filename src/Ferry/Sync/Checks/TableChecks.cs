using System.Globalization;
using Ferry.Merging;
using Ferry.Sync.Planning;
using Ferry.Sync.References;
using Ferry.Sync.Staging;

namespace Ferry.Sync.Checks;

/// <summary>Takes out of one table's part of the plan what the target's unique keys and conditions do not allow. Lives over all rounds.</summary>
internal sealed class TableChecks(TableSql sql, Translation translation)
{
    private readonly Dictionary<string, Finding> _unproven = [];
    private readonly BrokenConditions _broken = new();

    /// <summary>Conditions that keep rows out, and what could not be checked.</summary>
    public IEnumerable<Finding> Findings => _broken.Findings.Concat(_unproven.Values);

    /// <returns>Rows that would have been inserted and are not.</returns>
    public async Task<long> RunAsync(Lane lane, CancellationToken cancellationToken)
    {
        _broken.StartRound();
        var (held, clashes) = (0L, 0L);
        do
        {
            clashes = 0;
            held += await DemandAsync(lane, cancellationToken).ConfigureAwait(false);
            foreach (var unique in sql.Table.Target.Uniques)
            {
                var (kept, found) = await ProveAsync(lane, unique, cancellationToken).ConfigureAwait(false);
                held += kept;
                clashes += found;
            }
        }
        while (clashes > 0 && sql.Table.Target.Checks.Count > 0); // A row that keeps a part of its values may break a condition by that.

        return held;
    }

    /// <summary>Checks conditions in one pass, or one by one to find those that cannot be evaluated.</summary>
    /// <returns>Rows that would have been inserted and are not.</returns>
    private async Task<long> DemandAsync(Lane lane, CancellationToken cancellationToken)
    {
        var checks = sql.Table.Target.Checks.Where(check => !_unproven.ContainsKey(check.Name)).ToList();
        try
        {
            return checks.Count == 0 ? 0 : await DemandAsync(lane, checks, cancellationToken).ConfigureAwait(false);
        }
        catch (FerryException) when (checks.Count > 1)
        {
            var held = 0L;
            foreach (var check in checks)
            {
                held += await TryAsync(check.Name, "condition", () => DemandAsync(lane, [check], cancellationToken)).ConfigureAwait(false);
            }

            return held;
        }
        catch (FerryException exception)
        {
            Warn(checks[0].Name, "condition", exception);
            return 0;
        }
    }

    private async Task<long> DemandAsync(Lane lane, List<CheckShape> checks, CancellationToken cancellationToken)
    {
        var check = new ConditionCheck(sql, translation, checks);
        await lane.Staging.ReplaceAsync(check.MisfitTable, cancellationToken).ConfigureAwait(false);
        try
        {
            if (await RunAsync(lane, check.Fill, cancellationToken).ConfigureAwait(false) == 0)
            {
                return 0;
            }

            foreach (var row in await lane.Connection.QueryAsync(check.Count, cancellationToken).ConfigureAwait(false))
            {
                _broken.Add(sql.Table.Name, checks[int.Parse(row[0]!, CultureInfo.InvariantCulture)], row[1]!, long.Parse(row[2]!, CultureInfo.InvariantCulture), row[3]);
            }

            if (sql.Table.Others.Any())
            {
                await RunAsync(lane, [check.RevertUpdates], cancellationToken).ConfigureAwait(false);
            }

            return await RunAsync(lane, [check.HoldInserts], cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await lane.Staging.DropAsync(check.MisfitTable.Name, CancellationToken.None).ConfigureAwait(false);
        }
    }

    private async Task<(long Held, long Clashes)> ProveAsync(Lane lane, UniqueShape unique, CancellationToken cancellationToken)
    {
        var check = new UniqueCheck(sql, translation, unique);
        if (check.IsWhole)
        {
            return await ProveAsync(lane, check, cancellationToken).ConfigureAwait(false);
        }

        return _unproven.ContainsKey(unique.Name) ? (0, 0)
            : await TryAsync(unique.Name, "unique key", () => ProveAsync(lane, check, cancellationToken)).ConfigureAwait(false);
    }

    private static async Task<(long Held, long Clashes)> ProveAsync(Lane lane, UniqueCheck check, CancellationToken cancellationToken)
    {
        var (held, all) = (0L, 0L);
        try
        {
            for (var clashes = 1L; clashes > 0; all += clashes)
            {
                await lane.Staging.ReplaceAsync(check.MovingTable, cancellationToken).ConfigureAwait(false);
                await lane.Staging.ReplaceAsync(check.ClashTable, cancellationToken).ConfigureAwait(false);
                if (await RunAsync(lane, check.FillMoving, cancellationToken).ConfigureAwait(false) == 0)
                {
                    return (held, all);
                }

                clashes = await RunAsync(lane, check.FindClashes, cancellationToken).ConfigureAwait(false);
                if (clashes > 0)
                {
                    held += await RunAsync(lane, [check.HoldInserts], cancellationToken).ConfigureAwait(false);
                    await RunAsync(lane, check.RevertUpdates, cancellationToken).ConfigureAwait(false);
                }
            }

            await RunAsync(lane, [check.Park], cancellationToken).ConfigureAwait(false);
            return (held, all);
        }
        finally
        {
            await lane.Staging.DropAsync(check.MovingTable.Name, CancellationToken.None).ConfigureAwait(false);
            await lane.Staging.DropAsync(check.ClashTable.Name, CancellationToken.None).ConfigureAwait(false);
        }
    }

    /// <summary>Runs what evaluates expressions of the target's own: one that cannot be evaluated here is left to the server, and said.</summary>
    private async Task<T?> TryAsync<T>(string name, string kind, Func<Task<T>> check)
    {
        try
        {
            return await check().ConfigureAwait(false);
        }
        catch (FerryException exception)
        {
            Warn(name, kind, exception);
            return default;
        }
    }

    private void Warn(string name, string kind, FerryException exception) => _unproven[name] = NotProvable(kind, name, sql.Table.Name, exception.Reason ?? exception.Message);

    /// <summary>What is said of a key or condition that only the server can judge.</summary>
    public static Finding NotProvable(string kind, string name, string table, string reason) => new(
        FindingSeverity.Warning,
        "sync.not-provable",
        $"The {kind} {name} of {table} cannot be checked before rows are written: {reason}",
        "The server checks it when the plan is applied; a row that breaks it takes the whole run back.");

    private static async Task<long> RunAsync(Lane lane, IEnumerable<string> statements, CancellationToken cancellationToken)
    {
        var changed = 0L;
        foreach (var statement in statements)
        {
            changed += await lane.Connection.ExecuteAsync(statement, cancellationToken).ConfigureAwait(false);
        }

        return changed;
    }
}
