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
        var configured = all.SelectMany(sql => sql.Table.References.Where(reference => !reference.Declared && reference.JsonPath is null).Select(reference => (sql.Table.Name, reference)));
        return declared.Concat(configured).Where(entry => string.Equals(entry.Item2.Parent, parent.Table.Name, StringComparison.OrdinalIgnoreCase));
    }

    private string Spare(TableSql parent, string child, MergeReference reference)
    {
        var quote = parent.Dialect.Quote;
        var on = reference.Columns.Zip(reference.ParentColumns, (column, key) => $"c.{quote(column)} = t.{quote(key)}");
        var meant = reference.When is { } when ? [$"c.{quote(when.Column)} = {parent.Dialect.Literal(when.Value)}"] : Array.Empty<string>();
        var (join, where) = tables.FirstOrDefault(sql => string.Equals(sql.Table.Name, child, StringComparison.OrdinalIgnoreCase)) is { } merged
            ? ($" LEFT JOIN {merged.Staged(TableUndo.ListNameOf(merged))} AS x ON {TableSql.Equal(merged.TargetKey("x"), merged.OwnKey("c"))} AND x.kept IS NULL", " AND x.t1 IS NULL")
            : ("", "");
        return parent.Dialect.Update(new JoinedUpdate(
            parent.Staged(TableUndo.ListNameOf(parent)),
            "g",
            [("kept", "1")],
            $"{parent.Own} AS t JOIN {quote(child)} AS c ON {TableSql.All(on.Concat(meant))}{join}",
            $"{TableSql.Equal(parent.TargetKey("g"), parent.OwnKey("t"))} AND g.kept IS NULL{where}"));
    }
}
