using Ferry.Merging;
using Ferry.Sync.History;
using Ferry.Sync.Merge;
using Ferry.Sync.Staging;

namespace Ferry.Sync.Undo;

/// <summary>The statements that take the copies back that a run brought into a table without a primary key. As many of each content stay as there were before, whatever has been made of the others since.</summary>
internal sealed class CopyUndo(TableSql sql, CopyList list)
{
    /// <summary>Whether copies can be told by what was merged: nothing else is stored in a row, nobody else writes into it, and nothing refers to it.</summary>
    /// <param name="sql">The table.</param>
    /// <param name="shapes">All tables of the target.</param>
    public static bool IsPossible(TableSql sql, IReadOnlyList<TableShape> shapes) =>
        sql.Table.Target.Triggers.Count == 0
        && sql.Table.Target.Columns.All(column => column.Computed is not null || column.Column.Generated || sql.Table.Find(column.Name) is not null)
        && !shapes.Any(shape => shape.ForeignKeys.Any(key => string.Equals(key.ParentTable, sql.Table.Name, StringComparison.OrdinalIgnoreCase)));

    public IEnumerable<SyncStep> Steps =>
    [
        new(StepPhase.CountCopies, sql.Table.Name, Count, null),
        new(StepPhase.RemoveCopies, sql.Table.Name, $"{sql.Table.Target.HiddenKey}|{list.Same(sql.Own)}", null),
    ];

    /// <summary>What a step that removes copies asks for.</summary>
    /// <param name="run">The run that is undone.</param>
    /// <param name="step">The step.</param>
    public static InsertedCopies Removal(long run, SyncStep step)
    {
        var parts = step.Sql.Split('|', 2); // The hidden key is a word of the engine's; the condition may hold anything.
        return new InsertedCopies(step.Table, TableUndo.ListNameOf(run, step.Table), parts[1], parts[0].Length == 0 ? null : parts[0]);
    }

    private string Count
    {
        get
        {
            var copies = "CASE WHEN h.here - l.had > l.came THEN l.came WHEN h.here > l.had THEN h.here - l.had ELSE 0 END";
            return sql.Dialect.Update(new JoinedUpdate(
                list.Table, "l", [("copies", copies), ("stay", $"h.here - {copies}")],
                $"(SELECT l.place, COUNT(*) AS here FROM {list.Table} AS l JOIN {sql.Own} ON {list.Same(sql.Own)} WHERE l.number = 1 GROUP BY l.place) AS h", "h.place = l.place"));
        }
    }
}
