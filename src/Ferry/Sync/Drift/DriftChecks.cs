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
        if (checks.Count == 0)
        {
            return [];
        }

        var misfits = checks.Select(check => sql.Dialect.Checks.Misfit(check.Check, $"n.{sql.Dialect.Quote(sql.Table.Find(check.Column)!.Source.Name)}"));
        var key = sql.Table.Key.Count == 1 ? sql.StagedKey("n").Single() : "NULL";
        var rows = await connection.QueryAsync(
            $"SELECT {TableSql.List(misfits.SelectMany(misfit => new[] { $"SUM(CASE WHEN {misfit} THEN 1 ELSE 0 END)", $"MIN(CASE WHEN {misfit} THEN {key} END)" }))} FROM {sql.New} AS n",
            cancellationToken).ConfigureAwait(false);
        return
        [
            .. checks.Select((check, index) => (check, Count: long.Parse(rows[0][2 * index] ?? "0", CultureInfo.InvariantCulture), Key: rows[0][(2 * index) + 1]))
                .Where(found => found.Count > 0).Select(found => found.check.Of(found.Count, found.Key)),
        ];
    }
}
