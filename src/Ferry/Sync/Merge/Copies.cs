using Ferry.Merging;
using Ferry.Sync.History;
using Ferry.Sync.References;
using Ferry.Sync.Staging;

namespace Ferry.Sync.Merge;

/// <summary>Merges a table without a primary key: rows are only what they hold, so as many copies of each come in as the target has fewer than the source. None is ever updated.</summary>
internal sealed class Copies(IMergeConnection connection, TableSql sql, Translation translation)
{
    public async Task<SyncTablePlan> PlanAsync(List<SyncStep> steps, CancellationToken cancellationToken)
    {
        var missing = await CountAsync($"SELECT COUNT(*) {Missing}", cancellationToken).ConfigureAwait(false);
        if (missing > 0)
        {
            steps.Add(new SyncStep(StepPhase.Write, sql.Table.Name, Insert, missing));
        }

        return new SyncTablePlan
        {
            Name = sql.Table.Name,
            Identity = "rows that are equal in every cell, counted; undo does not remove them",
            Read = await CountAsync($"SELECT COUNT(*) FROM {sql.New}", cancellationToken).ConfigureAwait(false),
            Inserted = missing,
            Skipped = Needed.Count == 0 ? 0 : await CountAsync($"SELECT COUNT(*) FROM {sql.New} AS n{translation.Joins} WHERE {string.Join(" OR ", Needed)}", cancellationToken).ConfigureAwait(false),
        };
    }

    private List<string> Needed => [.. translation.Dangling().Where(dangling => dangling.Reference.IsNeeded).Select(dangling => $"({dangling.Condition})")];

    private string Insert =>
        $"""
        INSERT INTO {sql.Own} ({TableSql.List(sql.Table.Columns.Select(column => sql.Dialect.Quote(column.Name)))})
        SELECT {TableSql.List(sql.Table.Columns.Select(column => $"p.v{column.Index}"))} {Missing}
        """;

    private string Missing
    {
        get
        {
            var packed = sql.Dialect.Cells.Pack([.. sql.Table.Columns.Select(column => (column.Target, translation.Value(column)))]);
            var own = sql.Dialect.Cells.Pack([.. sql.Table.Columns.Select(column => (column.Target, $"t.{sql.Dialect.Quote(column.Name)}"))]);
            var whole = Needed.Count == 0 ? "" : $"WHERE NOT ({string.Join(" OR ", Needed)})";
            return $"""
                FROM (
                  SELECT {TableSql.List(sql.Table.Columns.Select(column => $"{translation.Value(column)} AS v{column.Index}"))}, {packed} AS packed, ROW_NUMBER() OVER (PARTITION BY {packed}) AS place
                  FROM {sql.New} AS n{translation.Joins} {whole}) AS p
                LEFT JOIN (SELECT {own} AS packed, COUNT(*) AS copies FROM {sql.Own} AS t GROUP BY {own}) AS h ON h.packed = p.packed
                WHERE p.place > COALESCE(h.copies, 0)
                """;
        }
    }

    private async Task<long> CountAsync(string query, CancellationToken cancellationToken) =>
        long.Parse((await connection.QueryAsync(query, cancellationToken).ConfigureAwait(false))[0][0] ?? "0", System.Globalization.CultureInfo.InvariantCulture);
}
