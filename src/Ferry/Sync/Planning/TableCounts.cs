using System.Globalization;
using Ferry.Merging;
using Ferry.Sync.Detection;
using Ferry.Sync.Identity;
using Ferry.Sync.Merge;
using Ferry.Sync.References;
using Ferry.Sync.Staging;

namespace Ferry.Sync.Planning;

/// <summary>Counts what a run will do to a table, and takes samples.</summary>
internal sealed class TableCounts(IMergeConnection connection, TableSql sql, Translation translation)
{
    private const int Samples = 5;

    public async Task<SyncTablePlan> CountAsync(TableChanges changes, bool filtered, CancellationToken cancellationToken)
    {
        var met = await RowAsync(
            $"""
            SELECT
              SUM(CASE WHEN m.origin = 'new' AND m.status = 'live' THEN 1 ELSE 0 END),
              SUM(CASE WHEN m.origin = 'new' AND m.status = 'live' AND NOT ({TableSql.Equal(sql.SourceKey("m"), sql.TargetKey("m"))}) THEN 1 ELSE 0 END),
              SUM(CASE WHEN m.origin NOT IN ('new', 'collapsed') AND m.status = 'live' THEN 1 ELSE 0 END),
              SUM(CASE WHEN m.status = 'held' THEN 1 ELSE 0 END),
              SUM(CASE WHEN m.origin = 'collapsed' THEN 1 ELSE 0 END)
            FROM {sql.Map} AS m WHERE m.first_run = {sql.Run}
            """,
            cancellationToken).ConfigureAwait(false);
        var changed = await RowAsync(
            $"SELECT SUM(CASE WHEN action = 'update' THEN 1 ELSE 0 END), SUM(CASE WHEN marks LIKE '%{CellMark.Conflict}%' THEN 1 ELSE 0 END) FROM {sql.Changes}", cancellationToken).ConfigureAwait(false);
        var stillOpen = changed[1] == 0 ? 0 : (await RowAsync(
            $"SELECT COUNT(*) FROM {sql.Changes} AS a JOIN {sql.Map} AS m ON {TableSql.Equal(sql.SourceKey("m"), sql.SourceKey("a"))} WHERE a.marks LIKE '%{CellMark.Conflict}%' AND m.src_hash = {OpenConflicts.Unsettled}",
            cancellationToken).ConfigureAwait(false))[0];
        var read = await RowAsync($"SELECT COUNT(*) FROM {sql.New}", cancellationToken).ConfigureAwait(false);
        var known = await RowAsync($"SELECT COUNT(*) FROM {sql.New} AS n JOIN {sql.Map} AS m ON {sql.MapOfStaged()}", cancellationToken).ConfigureAwait(false);
        var gone = await GoneAsync(changes, read[0], cancellationToken).ConfigureAwait(false);
        var deleted = await RowAsync(
            $"SELECT COUNT(*) FROM {sql.Map} AS m LEFT JOIN {sql.Own} AS t ON {sql.MapOfOwn()} WHERE {sql.OwnKey("t").First()} IS NULL AND m.first_run < {sql.Run} AND m.status = 'live'", cancellationToken).ConfigureAwait(false);
        return new SyncTablePlan
        {
            Name = sql.Table.Name,
            Identity = sql.Table.Identity!.Reason,
            IdentitySetting = sql.Table.Identity.Setting,
            ConfirmIdentity = sql.Table.Identity.Confirmation == Confirmation.Needed,
            Read = read[0],
            Inserted = met[0],
            Renumbered = sql.Table.Numbered ? met[1] : 0,
            Adopted = met[2],
            Updated = changed[0],
            Conflicts = changed[1],
            StillOpen = stillOpen,
            Skipped = met[3] + read[0] - known[0],
            Collapsed = met[4],
            Gone = filtered ? 0 : gone, // Rows that a filter leaves out are not gone.
            Reading = changes.Reason,
            DeletedHere = deleted[0],
            Samples = [.. await ChangedAsync(CellMark.Taken, "update", cancellationToken).ConfigureAwait(false), .. await InsertedAsync(cancellationToken).ConfigureAwait(false)],
            Open = await ChangedAsync(CellMark.Conflict, "conflict", cancellationToken).ConfigureAwait(false),
        };
    }

    // Of rows that were not read, their exact number tells how many of the known ones are left.
    private async Task<long> GoneAsync(TableChanges changes, long read, CancellationToken cancellationToken)
    {
        if (changes.Verdict == Verdict.Everything)
        {
            return (await RowAsync(
                $"SELECT COUNT(*) FROM {sql.Map} AS m LEFT JOIN {sql.New} AS n ON {sql.MapOfStaged()} WHERE n.{TableSql.Hash} IS NULL AND m.first_run < {sql.Run}", cancellationToken).ConfigureAwait(false))[0];
        }

        if (changes.Rows is not { } rows)
        {
            return 0;
        }

        var known = await RowAsync(
            $"SELECT (SELECT COUNT(*) FROM {sql.Map} AS m WHERE m.first_run < {sql.Run}), (SELECT COUNT(*) FROM {sql.New} AS n JOIN {sql.Map} AS m ON {sql.MapOfStaged()} WHERE m.first_run < {sql.Run})",
            cancellationToken).ConfigureAwait(false);
        return known[0] + read - known[1] - rows;
    }

    private async Task<IReadOnlyList<SyncSample>> ChangedAsync(char mark, string action, CancellationToken cancellationToken)
    {
        var columns = sql.Table.Others.ToList();
        if (columns.Count == 0)
        {
            return [];
        }

        // What the source says of a conflict is not what is written; it is looked up again.
        var values = columns.Select(column => mark == CellMark.Conflict ? translation.Value(column) : $"a.{column.New}");
        var rows = await connection.QueryAsync(
            $"""
            SELECT {TableSql.List(sql.SourceKey("a"))}, {TableSql.List(sql.TargetKey("a"))}, a.marks, {TableSql.List(columns.Select(column => $"a.{column.Old}"))}, {TableSql.List(values)}
            FROM {sql.Changes} AS a JOIN {sql.New} AS n ON {TableSql.Equal(sql.SourceKey("a"), sql.StagedKey("n"))}{translation.Joins}
            WHERE a.marks LIKE '%{mark}%' ORDER BY {TableSql.List(sql.TargetKey("a"))} LIMIT {Samples}
            """,
            cancellationToken).ConfigureAwait(false);
        var keys = sql.Table.Key.Count;
        return
        [
            .. rows.Select(row => new SyncSample(
                action,
                string.Join(", ", row.Take(keys)),
                string.Join(", ", row.Skip(keys).Take(keys)),
                [.. Enumerable.Range(0, columns.Count).Where(index => row[2 * keys]![index] == mark)
                    .Select(index => new SyncCell(columns[index].Name, row[(2 * keys) + 1 + index], row[(2 * keys) + 1 + columns.Count + index]))])),
        ];
    }

    private async Task<IEnumerable<SyncSample>> InsertedAsync(CancellationToken cancellationToken)
    {
        var rows = await connection.QueryAsync(
            $"""
            SELECT {TableSql.List(sql.SourceKey("m"))}, {TableSql.List(sql.TargetKey("m"))}{string.Concat(sql.Table.Others.Select(column => $", {translation.Value(column)}"))}
            FROM {sql.Map} AS m JOIN {sql.New} AS n ON {sql.MapOfStaged()}{translation.Joins}
            WHERE m.first_run = {sql.Run} AND m.origin = 'new' AND m.status = 'live' ORDER BY {TableSql.List(sql.TargetKey("m"))} LIMIT {Samples}
            """,
            cancellationToken).ConfigureAwait(false);
        var keys = sql.Table.Key.Count;
        var columns = sql.Table.Others.ToList();
        return rows.Select(row => new SyncSample(
            "insert",
            string.Join(", ", row.Take(keys)),
            string.Join(", ", row.Skip(keys).Take(keys)),
            [.. columns.Select((column, index) => new SyncCell(column.Name, null, row[(2 * keys) + index]))]));
    }

    private async Task<IReadOnlyList<long>> RowAsync(string query, CancellationToken cancellationToken) =>
    [
        .. (await connection.QueryAsync(query, cancellationToken).ConfigureAwait(false))[0].Select(value => long.Parse(value ?? "0", CultureInfo.InvariantCulture)),
    ];
}
