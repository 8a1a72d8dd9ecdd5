using Ferry.Environments;
using Ferry.Merging;
using Ferry.Sync.Model;
using Ferry.Sync.Rules;
using Ferry.Sync.Staging;

namespace Ferry.Sync.Drift;

/// <summary>Makes staged values fit the target where the configuration says how, before anything else looks at them. The hashes stay those of what the source holds, so that the next run finds nothing new.</summary>
/// <param name="connection">The target.</param>
/// <param name="sql">The table.</param>
/// <param name="rules">What the configuration says.</param>
internal sealed class Fitting(IMergeConnection connection, TableSql sql, SyncRules rules)
{
    public const string Origin = "misfit";

    private readonly DriftChecks _checks = new(connection, sql);
    private readonly List<Finding> _findings = [];
    private readonly HashSet<RowCheck> _settled = [];

    /// <summary>What was done.</summary>
    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>Checks of which every row was left out, so that nothing is left to be looked for.</summary>
    public IReadOnlySet<RowCheck> Settled => _settled;

    /// <summary>The columns as they are staged: where words take the place of unknown ones, a column that holds both.</summary>
    public static MergeTable Widened(MergeTable table, SyncRules rules, ICheckDialect checks) => table with
    {
        Columns = [.. table.Columns.Select(column =>
            table.Key.Contains(column) || rules.MisfitOf(table.Name, column.Name) is not { Members.Count: > 0 } ? column : column with { Source = checks.Widened(column.Source) })],
    };

    /// <summary>Fits the values that checks look for. What no rule is about, or what its rule cannot mend, is left to be found by them.</summary>
    /// <param name="checks">Checks of this table.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RunAsync(IEnumerable<RowCheck> checks, CancellationToken cancellationToken)
    {
        foreach (var check in checks.Where(check => check.Severity == FindingSeverity.Failure))
        {
            if (sql.Table.Find(check.Column) is { } column && !sql.Table.Key.Contains(column) && rules.MisfitOf(sql.Table.Name, column.Name) is { } misfit)
            {
                await FitAsync(check, column, misfit, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task FitAsync(RowCheck check, MergeColumn column, Misfit misfit, CancellationToken cancellationToken)
    {
        var value = $"n.{Staged(column)}";
        var unfit = DriftChecks.Misfit(sql, check);
        foreach (var (word, other) in misfit.Members)
        {
            var means = $"{word} becomes {other}";
            if (check.Check.Kind == CellCheckKind.Member)
            {
                await SetAsync(check, column, $"{unfit} AND {value} = {sql.Dialect.Literal(word)}", sql.Dialect.Literal(other), means, cancellationToken).ConfigureAwait(false);
            }
            else if (check.Check.Kind == CellCheckKind.Members)
            {
                await SetAsync(check, column, $"{unfit} AND {sql.Dialect.Checks.Has(value, word)}", sql.Dialect.Checks.Replaced(value, word, other), means, cancellationToken).ConfigureAwait(false);
            }
        }

        if (check.Check.Kind == CellCheckKind.Members && misfit.Members.Count > 0)
        {
            // An element may have been there already, and a set's own order is that in which it comes back.
            await connection.ExecuteAsync($"UPDATE {sql.New} AS n SET {Staged(column)} = {sql.Dialect.Checks.Cut(check.Check, value)} WHERE {value} IS NOT NULL AND NOT ({unfit})", cancellationToken).ConfigureAwait(false);
        }

        if (misfit.Rule == MisfitRule.Truncate && sql.Dialect.Checks.Cut(check.Check, value) is { } cut)
        {
            await SetAsync(check, column, unfit, cut, "they are cut", cancellationToken).ConfigureAwait(false);
        }
        else if (misfit.Rule == MisfitRule.Null && column.Target.Column.Nullable)
        {
            await SetAsync(check, column, unfit, "NULL", "they become NULL", cancellationToken).ConfigureAwait(false);
        }
        else if (misfit.Rule == MisfitRule.Skip)
        {
            await LeaveOutAsync(check, unfit, cancellationToken).ConfigureAwait(false);
        }
    }

    private string Staged(MergeColumn column) => sql.Dialect.Quote(column.Source.Name);

    private async Task SetAsync(RowCheck check, MergeColumn column, string condition, string value, string means, CancellationToken cancellationToken)
    {
        if (await NoteAsync(check, condition, means, cancellationToken).ConfigureAwait(false))
        {
            await connection.ExecuteAsync($"UPDATE {sql.New} AS n SET {Staged(column)} = {value} WHERE {condition}", cancellationToken).ConfigureAwait(false);
        }
    }

    // A row that is known looks as if the source had not changed it; another one is held without a place.
    private async Task LeaveOutAsync(RowCheck check, string condition, CancellationToken cancellationToken)
    {
        _settled.Add(check);
        if (!await NoteAsync(check, condition, "they are left out, or stay as they are here", cancellationToken).ConfigureAwait(false))
        {
            return;
        }

        if (sql.Table.Key.Count == 0)
        {
            await connection.ExecuteAsync($"DELETE FROM {sql.New} WHERE {DriftChecks.Misfit(sql, check, alias: "")}", cancellationToken).ConfigureAwait(false);
            return;
        }

        await connection.ExecuteAsync(
            sql.Dialect.Update(new JoinedUpdate(sql.New, "n", [(TableSql.Hash, "m.src_hash"), (TableSql.Cells, "m.src_cells")], $"{sql.Map} AS m", $"{sql.MapOfStaged()} AND {condition}")),
            cancellationToken).ConfigureAwait(false);
        await connection.ExecuteAsync(
            $"""
            INSERT INTO {sql.Map} ({TableSql.List(sql.SourceKey())}, origin, status, first_run, last_run, src_hash, src_cells)
            SELECT {TableSql.List(sql.StagedKey("n"))}, '{Origin}', 'held', {sql.Run}, {sql.Run}, n.{TableSql.Hash}, n.{TableSql.Cells}
            FROM {sql.New} AS n LEFT JOIN {sql.Map} AS m ON {sql.MapOfStaged()}
            WHERE m.origin IS NULL AND {condition}
            """,
            cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> NoteAsync(RowCheck check, string condition, string means, CancellationToken cancellationToken)
    {
        var (rows, key) = (await _checks.CountAsync([condition], cancellationToken).ConfigureAwait(false))[0];
        _findings.AddRange(rows == 0 ? [] : [check.Fitted(rows, key, means)]);
        return rows > 0;
    }
}
