using Ferry.Sync.History;
using Ferry.Sync.Merge;
using Ferry.Sync.Model;
using Ferry.Sync.Rules;
using Ferry.Sync.Staging;

namespace Ferry.Sync.Planning;

/// <summary>Finds which tables have columns that a run must compute anew, and plans it.</summary>
internal sealed class RecomputedTables(SyncTarget target, SyncRules rules)
{
    /// <summary>Tries what is to be computed.</summary>
    public async Task<IReadOnlyList<Finding>> TryAsync(IEnumerable<TableSql> tables, CancellationToken cancellationToken)
    {
        var findings = new List<Finding>();
        foreach (var sql in tables)
        {
            var computed = new Recomputation(sql, rules);
            if (computed.Columns.Count > 0 && await ProblemAsync(sql, computed, cancellationToken).ConfigureAwait(false) is { } problem)
            {
                findings.Add(new(FindingSeverity.Failure, "sync.recompute-invalid", $"{sql.Table.Name}.{string.Join(", ", computed.Columns)} cannot be computed: {problem}", "Correct Recompute under Sync:Policies."));
            }
        }

        return findings;
    }

    /// <summary>Plans it for one table.</summary>
    /// <param name="parent">The table.</param>
    /// <param name="plans">What is done to all tables, by name.</param>
    /// <param name="tables">All tables.</param>
    /// <param name="parts">Which of them are written together.</param>
    /// <param name="steps">Receives the statements.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The columns that are computed.</returns>
    public async Task<IReadOnlyList<string>> PlanAsync(
        TableSql parent, IReadOnlyDictionary<string, SyncTablePlan> plans, IReadOnlyList<TableSql> tables, RunParts parts, List<SyncStep> steps, CancellationToken cancellationToken)
    {
        var computed = new Recomputation(parent, rules);
        if (computed.Columns.Count == 0)
        {
            return [];
        }

        var read = tables.Where(sql => Writes(plans, sql) && computed.Reads(sql.Table.Name) && (sql != parent || IsTree(parent.Table))).ToList();
        var rows = new AffectedRows(parent);
        var byReference = read.Select(child => rows.Of(child, plans[child.Table.Name])).ToList();
        List<string> affected = byReference.Contains(null) ? [rows.All] : [.. rows.Own(plans[parent.Table.Name]), .. byReference.SelectMany(queries => queries!)];
        if (affected.Count == 0)
        {
            return [];
        }

        await target.Staging.ReplaceAsync(computed.Journal, cancellationToken).ConfigureAwait(false);
        steps.AddRange(computed.Steps(parts.Last(read.Select(sql => sql.Table.Name).Prepend(parent.Table.Name)), affected));
        return computed.Columns;
    }

    private static bool Writes(IReadOnlyDictionary<string, SyncTablePlan> plans, TableSql sql) => plans.GetValueOrDefault(sql.Table.Name) is { } plan && plan.Inserted + plan.Updated > 0;

    private static bool IsTree(MergeTable table) => table.References.Any(reference => string.Equals(reference.Parent, table.Name, StringComparison.OrdinalIgnoreCase));

    private async Task<string?> ProblemAsync(TableSql sql, Recomputation computed, CancellationToken cancellationToken)
    {
        if (sql.Table.Key.Count == 0)
        {
            return "the table has no primary key.";
        }

        try
        {
            await target.Connection.QueryAsync(computed.Trial, cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (FerryException exception) when (exception.Kind is not FailureKind.Unreachable)
        {
            return exception.Reason ?? exception.Message;
        }
    }
}
