using Ferry.Merging;
using Ferry.Sync.History;
using Ferry.Sync.Model;
using Ferry.Sync.References;
using Ferry.Sync.Staging;

namespace Ferry.Sync.Undo;

/// <summary>The statements by which undoing spares rows that something else refers to: what was made since the run must not lose its parents.</summary>
/// <param name="tables">The tables that the run may write.</param>
/// <param name="all">All tables that are merged.</param>
/// <param name="shapes">All tables of the target.</param>
internal sealed class KeptRows(IReadOnlyList<TableSql> tables, IReadOnlyList<TableSql> all, IReadOnlyList<TableShape> shapes)
{
    /// <summary>Repeated until nothing more is spared: a row that stays keeps its own parents.</summary>
    public IEnumerable<SyncStep> Steps
    {
        get
        {
            foreach (var parent in tables)
            {
                foreach (var (child, reference) in References(parent))
                {
                    var merged = tables.FirstOrDefault(sql => string.Equals(sql.Table.Name, child, StringComparison.OrdinalIgnoreCase));
                    var late = merged is null ? [] : TableUndo.LateColumns(merged).Where(column => reference.Columns.Contains(column.Name, StringComparer.OrdinalIgnoreCase)).ToList();
                    yield return new SyncStep(StepPhase.Spare, parent.Table.Name, Spare(parent, child, merged, reference, late.Count > 0), null);
                    if (late.Count > 0)
                    {
                        yield return new SyncStep(StepPhase.Spare, parent.Table.Name, SpareLate(parent, merged!, reference), null);
                    }
                }

                yield return new SyncStep(StepPhase.Strike, parent.Table.Name, $"DELETE FROM {parent.Staged(TableUndo.ListNameOf(parent))} WHERE kept = 1", null);
            }
        }
    }

    private IEnumerable<(string Child, MergeReference Reference)> References(TableSql parent)
    {
        var declared = shapes.SelectMany(shape => shape.ForeignKeys.Select(key => (shape.Name, new MergeReference(key.Columns, key.ParentTable, key.ParentColumns))));
        var configured = all.SelectMany(sql => sql.Table.References.Where(reference => !reference.Declared).Select(reference => (sql.Table.Name, reference)));
        return declared.Concat(configured)
            .Where(entry => string.Equals(entry.Item2.Parent, parent.Table.Name, StringComparison.OrdinalIgnoreCase) && entry.Item2.IsReadable(parent.Table, parent.Dialect.Json));
    }

    private static string Spare(TableSql parent, string child, TableSql? merged, MergeReference reference, bool late)
    {
        var (join, where) = merged is null
            ? ("", "")
            : ($" LEFT JOIN {merged.Staged(TableUndo.ListNameOf(merged))} AS x ON {TableSql.Equal(merged.TargetKey("x"), merged.OwnKey("c"))} AND x.kept IS NULL", " AND x.t1 IS NULL");
        var (undone, others) = late
            ? ($" LEFT JOIN {merged!.Changes} AS y ON {TableSql.Equal(merged.TargetKey("y"), merged.OwnKey("c"))} AND y.action = 'undone'", " AND y.t1 IS NULL")
            : ("", "");
        var refers = Refers(parent, reference).Concat(Meant(parent, reference, column => $"c.{parent.Dialect.Quote(column)}"));
        return Keep(parent, $"{Referring(parent, child, reference)} JOIN {parent.Own} AS t ON {TableSql.All(refers)}{join}{undone}", $"{where}{others}");
    }

    // Rows whose references are not put back yet refer to what they will refer to.
    private static string SpareLate(TableSql parent, TableSql merged, MergeReference reference)
    {
        var late = TableUndo.LateColumns(merged);
        string Future(string column) => late.FirstOrDefault(each => string.Equals(each.Name, column, StringComparison.OrdinalIgnoreCase)) is { } put ? $"y.{put.Old}" : $"c.{parent.Dialect.Quote(column)}";
        var refers = reference.Columns.Zip(reference.ParentColumns, (column, key) => $"{Future(column)} = t.{parent.Dialect.Quote(key)}");
        return Keep(
            parent,
            $"{merged.Changes} AS y JOIN {merged.Own} AS c ON {TableSql.Equal(merged.OwnKey("c"), merged.TargetKey("y"))} JOIN {parent.Own} AS t ON {TableSql.All(refers.Concat(Meant(parent, reference, Future)))}",
            " AND y.action = 'undone'");
    }

    private static string Keep(TableSql parent, string referring, string where) => parent.Dialect.Update(new JoinedUpdate(
        parent.Staged(TableUndo.ListNameOf(parent)), "g", [("kept", "1")], referring, $"{TableSql.Equal(parent.TargetKey("g"), parent.OwnKey("t"))} AND g.kept IS NULL{where}"));

    private static IEnumerable<string> Meant(TableSql parent, MergeReference reference, Func<string, string> value) =>
        reference.When is { } when ? [$"{value(when.Column)} = {parent.Dialect.Literal(when.Value)}"] : [];

    private static string Referring(TableSql parent, string child, MergeReference reference) => $"{parent.Dialect.Quote(child)} AS c{Place(parent, reference)?.Join}";

    private static IEnumerable<string> Refers(TableSql parent, MergeReference reference) => Place(parent, reference) is { } place
        ? [$"t.{parent.Dialect.Quote(reference.ParentColumns[0])} = {parent.Dialect.Json.KeyAt(parent.Table.Find(reference.ParentColumns[0])!.Target, place.Document, place.Path)}"]
        : reference.Columns.Zip(reference.ParentColumns, (column, key) => $"c.{parent.Dialect.Quote(column)} = t.{parent.Dialect.Quote(key)}");

    private static JsonPlace? Place(TableSql parent, MergeReference reference) =>
        reference.JsonPath is { } path ? JsonPlace.Of(parent.Dialect.Json, $"c.{parent.Dialect.Quote(reference.Columns[0])}", path) : null;
}
