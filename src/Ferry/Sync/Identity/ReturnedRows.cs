using Ferry.Merging;
using Ferry.Sync.Merge;
using Ferry.Sync.Model;
using Ferry.Sync.Planning;
using Ferry.Sync.References;
using Ferry.Sync.Staging;

namespace Ferry.Sync.Identity;

/// <summary>Finds real rows that are here by their key, although another row has stood in for them until now, and has what refers to that one follow.</summary>
/// <param name="lane">Where statements run.</param>
/// <param name="sql">The table.</param>
/// <param name="translation">What its rows become.</param>
/// <param name="tables">All tables of the run.</param>
internal sealed class ReturnedRows(Lane lane, TableSql sql, Translation translation, IEnumerable<TableSql> tables)
{
    private StagingTable Left => new(
        $"left_{sql.Table.Name}", [.. sql.TargetKey().Zip(sql.Table.Key, (name, column) => (name, sql.Dialect.Staging.TypeOf(StagingType.Value, column.Target)))], [.. sql.TargetKey()]);

    public async Task<bool> AreThereAsync(CancellationToken cancellationToken) => sql.Table.NaturalKeys.Count > 0 && (await lane.Connection.QueryAsync(
        $"SELECT 1 FROM {sql.New} AS n JOIN {sql.Map} AS m ON {sql.MapOfStaged()} WHERE {KeyMatch.StandsIn} AND {TableSql.IsReal} LIMIT 1", cancellationToken).ConfigureAwait(false)).Count > 0;

    /// <summary>Pairs them, and lets rows that refer to the others look as if the source had changed the reference.</summary>
    /// <returns>What to say, and the tables that must be read.</returns>
    public async Task<(Finding? Said, IReadOnlyList<TableSql> Referring)> PairAsync(CancellationToken cancellationToken)
    {
        await lane.Staging.ReplaceAsync(Left, cancellationToken).ConfigureAwait(false);
        var left = 0L;
        foreach (var key in sql.Table.NaturalKeys)
        {
            left += await PairAsync(new KeyMatch(sql, translation, key), cancellationToken).ConfigureAwait(false);
        }

        var referring = new List<TableSql>();
        foreach (var (child, reference) in left == 0 ? [] : References())
        {
            if (await lane.Connection.ExecuteAsync(Follow(child, reference), cancellationToken).ConfigureAwait(false) > 0)
            {
                referring.Add(child);
            }
        }

        var said = left == 0 ? null : await SayAsync(left, cancellationToken).ConfigureAwait(false);
        await lane.Staging.DropAsync(Left.Name, cancellationToken).ConfigureAwait(false);
        return (said, referring);
    }

    private async Task<long> PairAsync(KeyMatch match, CancellationToken cancellationToken)
    {
        await lane.Staging.ReplaceAsync(match.KeysTable, cancellationToken).ConfigureAwait(false);
        await lane.Connection.ExecuteAsync(match.FillKeys, cancellationToken).ConfigureAwait(false);
        await lane.Staging.ReplaceAsync(match.PairsTable, cancellationToken).ConfigureAwait(false);
        await lane.Connection.ExecuteAsync(match.FillReturned, cancellationToken).ConfigureAwait(false);
        var left = await lane.Connection.ExecuteAsync(match.ListLeft(sql.Staged(Left.Name)), cancellationToken).ConfigureAwait(false);
        await lane.Connection.ExecuteAsync(match.TakeReturned, cancellationToken).ConfigureAwait(false);
        await lane.Staging.DropAsync(sql.KeysName, cancellationToken).ConfigureAwait(false);
        return left;
    }

    private IEnumerable<(TableSql Child, MergeReference Reference)> References() =>
        from child in tables
        where child.Table.Key.Count > 0
        from reference in child.Table.References
        where string.Equals(reference.Parent, sql.Table.Name, StringComparison.OrdinalIgnoreCase) && reference.IsToKeyOf(sql.Table) && reference.IsReadable(sql.Table, child.Dialect.Json)
            && reference.Columns.All(column => child.Table.Find(column) is not null)
        select (child, reference);

    private string Follow(TableSql child, MergeReference reference)
    {
        var columns = reference.Columns.Select(column => child.Table.Find(column)!).ToList();
        var place = reference.JsonPath is { } path ? JsonPlace.Of(child.Dialect.Json, $"t.{child.Dialect.Quote(columns[0].Name)}", path) : null;
        var found = place is null
            ? sql.Table.Key.Select(key => $"t.{child.Dialect.Quote(columns[reference.ParentColumns.ToList().FindIndex(column => string.Equals(column, key.Name, StringComparison.OrdinalIgnoreCase))].Name)}")
            : [child.Dialect.Json.KeyAt(sql.Table.Key[0].Target, place.Document, place.Path)];
        var meant = reference.When is { } when ? $" AND t.{child.Dialect.Quote(when.Column)} = {child.Dialect.Literal(when.Value)}" : "";
        return child.Dialect.Update(new JoinedUpdate(
            child.Map,
            "m",
            [("src_hash", TableSql.Unseen), ("src_cells", new PackedCells(child).Each(column => columns.Contains(column) ? child.Dialect.Cells.None : child.Dialect.Cells.At("m.src_cells", column.Cell)))],
            $"{child.Own} AS t{place?.Join} JOIN {sql.Staged(Left.Name)} AS l ON {TableSql.Equal(sql.TargetKey("l"), found)}",
            $"{child.MapOfOwn()} AND m.status = 'live'{meant}"));
    }

    private async Task<Finding> SayAsync(long left, CancellationToken cancellationToken)
    {
        var one = string.Join(", ", (await lane.Connection.QueryAsync($"SELECT {TableSql.List(sql.TargetKey())} FROM {sql.Staged(Left.Name)} ORDER BY {TableSql.List(sql.TargetKey())} LIMIT 1", cancellationToken).ConfigureAwait(false))[0]);
        return new(
            FindingSeverity.Warning, "sync.placeholder-known",
            left == 1
                ? $"The row {one} of {sql.Table.Name} stood in for one that is here under another key by now: what refers to it follows when it is read, at the next sync at the latest."
                : $"{left} rows of {sql.Table.Name} stood in for rows that are here under other keys by now, such as {one}: what refers to them follows when it is read, at the next sync at the latest.",
            left == 1 ? "Nothing needs it then; delete it when nothing refers to it any more." : "Nothing needs them then; delete them when nothing refers to them any more.");
    }
}
