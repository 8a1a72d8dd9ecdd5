using System.Globalization;
using Ferry.Merging;
using Ferry.Sync.Checks;
using Ferry.Sync.Staging;

namespace Ferry.Sync.Merge;

/// <summary>Takes copies off the list that the target's unique keys and conditions do not allow. Rows that are here never change, so each is looked at once.</summary>
internal sealed class CopyChecks(IMergeConnection connection, TableSql sql, CopyList list)
{
    private const string Place = MergedRows.Beside + "place";

    private readonly List<Finding> _findings = [];

    public IReadOnlyList<Finding> Findings => _findings;

    /// <returns>How many were taken off.</returns>
    public async Task<long> RunAsync(CancellationToken cancellationToken)
    {
        var all = 0L;
        foreach (var check in sql.Table.Target.Checks)
        {
            all += await TryAsync("condition", check.Name, "sync.check-broken", Breaking(check), cancellationToken).ConfigureAwait(false);
        }

        foreach (var unique in sql.Table.Target.Uniques)
        {
            if (unique.IsPlain && unique.Columns.All(name => sql.Table.Find(name) is not null))
            {
                all += await TryAsync("unique key", unique.Name, "sync.key-taken", Taken(unique), cancellationToken).ConfigureAwait(false);
            }
            else
            {
                Warn("unique key", unique.Name, "it compares more than the whole values of columns.");
            }
        }

        if (all > 0)
        {
            await connection.ExecuteAsync(list.Recount, cancellationToken).ConfigureAwait(false);
        }

        return all;
    }

    private async Task<long> TryAsync(string kind, string name, string code, string places, CancellationToken cancellationToken)
    {
        try
        {
            var broken = await connection.ExecuteAsync($"DELETE FROM {list.Table} WHERE place IN ({places})", cancellationToken).ConfigureAwait(false);
            if (broken > 0)
            {
                _findings.Add(new Finding(
                    FindingSeverity.Warning, code, string.Create(CultureInfo.InvariantCulture, $"{broken:N0} rows of {sql.Table.Name} would break its {kind} {name}: they are left out."),
                    $"Correct them in the source, or change the {kind} in the target."));
            }

            return broken;
        }
        catch (FerryException exception) when (kind == "condition")
        {
            Warn(kind, name, exception.Reason ?? exception.Message);
            return 0;
        }
    }

    private void Warn(string kind, string name, string reason) => _findings.Add(TableChecks.NotProvable(kind, name, sql.Table.Name, reason));

    // A condition that is neither true nor false is kept.
    private string Breaking(CheckShape check)
    {
        var used = new UsedColumns(sql.Table.Target, [check.Condition]);
        var rows = $"SELECT l.place AS {Place}{string.Concat(used.Stored.Select(column => $", {Value(column)} AS {sql.Dialect.Quote(column.Name)}"))} FROM {list.Table} AS l";
        return $"SELECT {Place} FROM (SELECT DISTINCT {Place} FROM {MergedRows.With(sql, rows, used)} WHERE NOT ({check.Condition})) AS b";
    }

    // Those that are here stay, and of those that come the first comes.
    private string Taken(UniqueShape unique)
    {
        var parts = unique.Columns.Select(name => sql.Table.Find(name)!).ToList();
        var values = parts.Select(column => $"l.{CopyContent.Value(column)}").ToList();
        var own = TableSql.Equal(parts.Select(column => $"t.{sql.Dialect.Quote(column.Name)}"), values);
        return $"""
            SELECT place FROM (
              SELECT l.place, ROW_NUMBER() OVER (PARTITION BY {TableSql.List(values)} ORDER BY l.place) AS turn, EXISTS (SELECT 1 FROM {sql.Own} AS t WHERE {own}) AS taken
              FROM {list.Table} AS l WHERE {TableSql.All(values.Select(value => $"{value} IS NOT NULL"))}) AS u
            WHERE turn > 1 OR taken
            """;
    }

    private string Value(ColumnShape column) =>
        sql.Table.Find(column.Name) is { } merged ? $"l.{CopyContent.Value(merged)}" : column.Default is { } filled ? $"({filled})" : "NULL";
}
