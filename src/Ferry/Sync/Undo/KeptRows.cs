using Ferry.Merging;
using Ferry.Sync.History;
using Ferry.Sync.Model;
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
                    yield return new SyncStep(StepPhase.Spare, parent.Table.Name, Spare(parent, child, reference), null);
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

    private string Spare(TableSql parent, string child, MergeReference reference)
    {
        var quote = parent.Dialect.Quote;
        var meant = reference.When is { } when ? [$"c.{quote(when.Column)} = {parent.Dialect.Literal(when.Value)}"] : Array.Empty<string>();
        var (join, where) = tables.FirstOrDefault(sql => string.Equals(sql.Table.Name, child, StringComparison.OrdinalIgnoreCase)) is { } merged
            ? ($" LEFT JOIN {merged.Staged(TableUndo.ListNameOf(merged))} AS x ON {TableSql.Equal(merged.TargetKey("x"), merged.OwnKey("c"))} AND x.kept IS NULL", " AND x.t1 IS NULL")
            : ("", "");
        return parent.Dialect.Update(new JoinedUpdate(
            parent.Staged(TableUndo.ListNameOf(parent)),
            "g",
            [("kept", "1")],
            $"{Referring(parent, child, reference)} JOIN {parent.Own} AS t ON {TableSql.All(Refers(parent, reference).Concat(meant))}{join}",
            $"{TableSql.Equal(parent.TargetKey("g"), parent.OwnKey("t"))} AND g.kept IS NULL{where}"));
    }

    private static string Referring(TableSql parent, string child, MergeReference reference) =>
        $"{parent.Dialect.Quote(child)} AS c{(Elements(parent, reference) is { } elements ? $" JOIN {elements.From}" : "")}";

    private static IEnumerable<string> Refers(TableSql parent, MergeReference reference) => reference.JsonPath is { } path
        ? [$"t.{parent.Dialect.Quote(reference.ParentColumns[0])} = {parent.Dialect.Json.KeyAt(parent.Table.Find(reference.ParentColumns[0])!.Target, Elements(parent, reference)?.One ?? Document(parent, reference), path.Path)}"]
        : reference.Columns.Zip(reference.ParentColumns, (column, key) => $"c.{parent.Dialect.Quote(column)} = t.{parent.Dialect.Quote(key)}");

    private static JsonElements? Elements(TableSql parent, MergeReference reference) =>
        reference.JsonPath?.List is { } list ? parent.Dialect.Json.Elements(Document(parent, reference), list, "e") : null;

    private static string Document(TableSql parent, MergeReference reference) => $"c.{parent.Dialect.Quote(reference.Columns[0])}";
}
