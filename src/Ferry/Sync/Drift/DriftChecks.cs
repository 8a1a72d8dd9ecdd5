using System.Globalization;
using Ferry.Merging;
using Ferry.Sync.Staging;

namespace Ferry.Sync.Drift;

/// <summary>Counts among the staged rows what does not fit the target. One pass over a table, whatever there is to be looked for.</summary>
internal sealed class DriftChecks(IMergeConnection connection, TableSql sql)
{
    /// <summary>What was found.</summary>
    /// <param name="checks">Checks of this table.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<IReadOnlyList<Finding>> RunAsync(IReadOnlyList<RowCheck> checks, CancellationToken cancellationToken)
    {
        var found = await CountAsync([.. checks.Select(check => Misfit(sql, check))], cancellationToken).ConfigureAwait(false);
        return [.. checks.Zip(found).Where(pair => pair.Second.Rows > 0).Select(pair => pair.First.Of(pair.Second.Rows, pair.Second.Key))];
    }

    /// <summary>Counts staged rows, and names one of each kind.</summary>
    /// <param name="conditions">The conditions on a staged row <c>n</c>.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<IReadOnlyList<(long Rows, string? Key)>> CountAsync(IReadOnlyList<string> conditions, CancellationToken cancellationToken)
    {
        if (conditions.Count == 0)
        {
            return [];
        }

        var key = sql.Table.Key.Count == 1 ? sql.StagedKey("n").Single() : "NULL";
        var row = (await connection.QueryAsync(
            $"SELECT {TableSql.List(conditions.SelectMany(condition => new[] { $"SUM(CASE WHEN {condition} THEN 1 ELSE 0 END)", $"MIN(CASE WHEN {condition} THEN {key} END)" }))} FROM {sql.New} AS n",
            cancellationToken).ConfigureAwait(false))[0];
        return [.. conditions.Select((_, index) => (long.Parse(row[2 * index] ?? "0", CultureInfo.InvariantCulture), row[(2 * index) + 1]))];
    }

    /// <summary>The condition on a staged row that it has a value which does not fit.</summary>
    /// <param name="sql">The table.</param>
    /// <param name="check">What to look for.</param>
    /// <param name="alias">What stands before the column's name.</param>
    public static string Misfit(TableSql sql, RowCheck check, string alias = "n.") => sql.Dialect.Checks.Misfit(check.Check, $"{alias}{sql.Dialect.Quote(sql.Table.Find(check.Column)!.Source.Name)}");
}
