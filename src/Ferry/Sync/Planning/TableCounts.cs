using System.Globalization;
using Ferry.Merging;
using Ferry.Sync.Detection;
using Ferry.Sync.Identity;
using Ferry.Sync.Masking.Fields;
using Ferry.Sync.Merge;
using Ferry.Sync.Model;
using Ferry.Sync.References;
using Ferry.Sync.Staging;

namespace Ferry.Sync.Planning;

/// <summary>Counts what a run will do to a table, and takes samples.</summary>
/// <param name="connection">Counts.</param>
/// <param name="sql">The table.</param>
/// <param name="translation">What its rows become.</param>
/// <param name="identity">What is known of how its rows were placed.</param>
internal sealed class TableCounts(IMergeConnection connection, TableSql sql, Translation translation, IdentityResolution identity)
{
    private const int Samples = 5;
    private const int LongestShown = 1000;

    /// <summary>References of rows met for the first time to rows that are not there, also those that get another one.</summary>
    public IReadOnlyList<(MergeReference Reference, IReadOnlyList<MergeColumn> Columns, long Rows)> Dangling { get; private set; } = [];

    /// <summary>Rows met for the first time of which the map does not say yet what they will be; null where it says that of none.</summary>
    public long? Unrecorded { get; private set; }

    public async Task<SyncTablePlan> CountAsync(TableChanges changes, bool filtered, CancellationToken cancellationToken)
    {
        var dangling = (identity.MayDangle(sql) ? translation.Dangling() : []).Concat(translation.Replaced()).ToList();

        // Where the map holds these rows and no others, it knows all that is asked for.
        var unmet = identity.Unmet(sql);
        var (real, from) = unmet is null || dangling.Count > 0
            ? (TableSql.IsReal, $"{sql.New} AS n JOIN {sql.Map} AS m ON {sql.MapOfStaged()}{(dangling.Count > 0 ? translation.Joins : "")}")
            : ($"m.src_hash <> {TableSql.StandsIn}", $"{sql.Map} AS m");
        var placed = await RowAsync(
            $"""
            SELECT COUNT(*),
              {First("m.origin = 'new' AND m.status = 'live'")},
              {First($"m.origin = 'new' AND m.status = 'live' AND NOT ({TableSql.Equal(sql.SourceKey("m"), sql.TargetKey("m"))})")},
              {First("m.origin NOT IN ('new', 'collapsed') AND m.status = 'live'")},
              {First("m.status = 'held'")},
              {First("m.origin = 'collapsed'")},
              {First($"NOT ({real})")},
              {First($"m.origin = 'new' AND m.status = 'live' AND NOT ({real})")},
              SUM(CASE WHEN m.src_hash = {TableSql.StandsIn} AND {real} THEN 1 ELSE 0 END),
              {First($"m.origin <> 'primary-key' AND m.status = 'live' AND m.{TableSql.Settled} IS NULL")}{string.Concat(dangling.Select(reference => $",\n  {First(reference.Condition)}"))}
            FROM {from}
            """,
            cancellationToken).ConfigureAwait(false);
        Dangling = [.. dangling.Select((reference, index) => (reference.Reference, reference.Columns, placed[index + 10]))];
        Unrecorded = identity.MaySettle(sql) ? placed[9] : null;
        var changed = await RowAsync(
            $"SELECT SUM(CASE WHEN action = 'update' THEN 1 ELSE 0 END), SUM(CASE WHEN marks LIKE '%{CellMark.Conflict}%' THEN 1 ELSE 0 END) FROM {sql.Changes}", cancellationToken).ConfigureAwait(false);
        var stillOpen = changed[1] == 0 ? 0 : (await RowAsync(
            $"SELECT COUNT(*) FROM {sql.Changes} AS a JOIN {sql.Map} AS m ON {TableSql.Equal(sql.SourceKey("m"), sql.SourceKey("a"))} WHERE a.marks LIKE '%{CellMark.Conflict}%' AND m.src_hash = {OpenConflicts.Unsettled}",
            cancellationToken).ConfigureAwait(false))[0];
        var read = unmet ?? (await RowAsync($"SELECT COUNT(*) FROM {sql.New}", cancellationToken).ConfigureAwait(false))[0];
        var gone = await GoneAsync(changes, read - placed[0] + placed[8], cancellationToken).ConfigureAwait(false);
        var deleted = identity.HasMet(sql) ? (await RowAsync(Deleted(changes.Verdict == Verdict.Everything), cancellationToken).ConfigureAwait(false))[0] : 0;
        return new SyncTablePlan
        {
            Name = sql.Table.Name,
            Identity = sql.Table.Identity!.Reason,
            IdentitySetting = sql.Table.Identity.Setting,
            ConfirmIdentity = sql.Table.Identity.Confirmation == Confirmation.Needed,
            Read = read - placed[6] - changes.Carried,
            Inserted = placed[1],
            Renumbered = sql.Table.Numbered ? placed[2] : 0,
            Placeholders = placed[7],
            Adopted = placed[3],
            Updated = changed[0],
            Conflicts = changed[1],
            StillOpen = stillOpen,
            Skipped = placed[4] + read - placed[0],
            Collapsed = placed[5],
            Gone = filtered ? 0 : gone, // Rows that a filter leaves out are not gone.
            Reading = changes.Reason,
            Look = changes.Look,
            Held = changes.Rows,
            DeletedHere = deleted,
            Samples = [.. await ChangedAsync(CellMark.Taken, "update", cancellationToken).ConfigureAwait(false), .. await InsertedAsync(cancellationToken).ConfigureAwait(false)],
            Open = [.. await ChangedAsync(CellMark.Conflict, "conflict", cancellationToken).ConfigureAwait(false), .. placed[4] == 0 ? [] : await SkippedAsync(cancellationToken).ConfigureAwait(false)],
        };
    }

    // Of rows that were not read, their exact number tells how many of the known ones are left.
    private async Task<long> GoneAsync(TableChanges changes, long unknown, CancellationToken cancellationToken)
    {
        if (changes.Verdict == Verdict.Everything)
        {
            return !identity.HasMet(sql) ? 0 : (await RowAsync(
                $"SELECT COUNT(*) FROM {sql.Map} AS m LEFT JOIN {sql.New} AS n ON {sql.MapOfStaged()} WHERE n.{TableSql.Hash} IS NULL AND m.first_run < {sql.Run} AND {IsReal}", cancellationToken).ConfigureAwait(false))[0];
        }

        return changes.Rows is { } rows && await KnownAsync("1 = 1").ConfigureAwait(false) + unknown > rows ? await KnownAsync(IsReal).ConfigureAwait(false) + unknown - rows : 0;

        // All of them a server counts in its smallest index, and mostly none has gone and nothing stands in.
        async Task<long> KnownAsync(string condition) => (await RowAsync($"SELECT COUNT(*) FROM {sql.Map} AS m WHERE {condition}", cancellationToken).ConfigureAwait(false))[0];
    }

    // What stands in for a row was never there to go.
    private static string IsReal => $"(m.src_hash IS NULL OR m.src_hash <> {TableSql.StandsIn})";

    // Rows that the source has not changed are not looked for.
    private string Deleted(bool everything) =>
        $"""
        SELECT COUNT(*) FROM {(everything ? $"{sql.Map} AS m" : $"{sql.New} AS n JOIN {sql.Map} AS m ON {sql.MapOfStaged()}")}
        LEFT JOIN {sql.Own} AS t ON {sql.MapOfOwn()}
        WHERE {sql.OwnKey("t").First()} IS NULL AND m.first_run < {sql.Run} AND m.status = 'live'
        """;

    private string First(string condition) => $"SUM(CASE WHEN m.first_run = {sql.Run} AND {condition} THEN 1 ELSE 0 END)";

    private async Task<IReadOnlyList<SyncSample>> ChangedAsync(char mark, string action, CancellationToken cancellationToken)
    {
        var columns = sql.Table.Others.ToList();
        if (columns.Count == 0)
        {
            return [];
        }

        // What the source says of a conflict is not what is written; it is looked up again.
        var values = columns.Select(column => Shown(column, mark == CellMark.Conflict ? translation.Value(column) : $"a.{column.New}"));
        var rows = await connection.QueryAsync(
            $"""
            SELECT {TableSql.List(sql.SourceKey("a"))}, {TableSql.List(sql.TargetKey("a"))}, a.marks, {TableSql.List(columns.Select(column => Shown(column, $"a.{column.Old}")))}, {TableSql.List(values)}
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
            SELECT {TableSql.List(sql.SourceKey("m"))}, {TableSql.List(sql.TargetKey("m"))}{string.Concat(sql.Table.Others.Select(column => $", {Shown(column, translation.Value(column))}"))}
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

    private async Task<IEnumerable<SyncSample>> SkippedAsync(CancellationToken cancellationToken)
    {
        var columns = sql.Table.Others.ToList();
        var rows = await connection.QueryAsync(
            $"""
            SELECT {TableSql.List(sql.SourceKey("m"))}, m.origin{string.Concat(columns.Select(column => $", {Shown(column, translation.Value(column))}"))}
            FROM {sql.Map} AS m JOIN {sql.New} AS n ON {sql.MapOfStaged()}{translation.Joins}
            WHERE m.first_run = {sql.Run} AND m.status = 'held' ORDER BY {TableSql.List(sql.SourceKey("m"))} LIMIT {Samples}
            """,
            cancellationToken).ConfigureAwait(false);
        var keys = sql.Table.Key.Count;
        return rows.Select(row => new SyncSample(
            "skip", string.Join(", ", row.Take(keys)), null, [.. columns.Select((column, index) => new SyncCell(column.Name, null, row[keys + 1 + index]))]) { Reason = Held(row[keys]!) });
    }

    /// <summary>A value as far as anyone wants to see it: a file in a column would be read whole for a sample.</summary>
    private string Shown(MergeColumn column, string value) =>
        FieldShape.Of(column.Target.Column, sql.Dialect.Staging.Rows.Format).Family is ColumnFamily.Text or ColumnFamily.Binary or ColumnFamily.Json or ColumnFamily.Any
            ? $"SUBSTR({value}, 1, {LongestShown})"
            : value;

    private static string Held(string origin) => origin switch
    {
        "ambiguous" => "more than one row could be the same",
        "orphan" => "a parent that it needs is missing",
        "taken" => "another row has a value that must be unique",
        Drift.Fitting.Origin => "it has a value that does not fit",
        "refused" => "it would break a condition of the table",
        _ => "it has no place here",
    };

    private async Task<IReadOnlyList<long>> RowAsync(string query, CancellationToken cancellationToken) =>
    [
        .. (await connection.QueryAsync(query, cancellationToken).ConfigureAwait(false))[0].Select(value => long.Parse(value ?? "0", CultureInfo.InvariantCulture)),
    ];
}
