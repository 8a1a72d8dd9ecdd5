using Ferry.Sync.Model;
using Ferry.Sync.Staging;

namespace Ferry.Sync.Merge;

/// <summary>Queries for the primary keys of rows of a table to which something happens in a run: they come in or change, or rows that refer to them do.</summary>
/// <param name="parent">The table.</param>
internal sealed class AffectedRows(TableSql parent)
{
    /// <summary>All rows there are.</summary>
    public string All => $"SELECT {Keys("t")} FROM {parent.Own} AS t";

    /// <summary>Rows that come in or change themselves.</summary>
    public IEnumerable<string> Own(SyncTablePlan plan)
    {
        if (plan.Inserted > 0)
        {
            yield return $"SELECT {TableSql.List(parent.TargetKey("m"))} FROM {parent.New} AS n JOIN {parent.Map} AS m ON {parent.MapOfStaged()} WHERE {IsNew(parent)}";
        }

        if (plan.Updated > 0)
        {
            yield return $"SELECT {TableSql.List(parent.TargetKey("a"))} FROM {parent.Changes} AS a WHERE a.action = 'update'";
        }
    }

    /// <summary>Rows that others refer to, before the run or after it; null when it cannot be told which they are.</summary>
    public IEnumerable<string>? Of(TableSql child, SyncTablePlan plan)
    {
        var references = child.Table.References.Where(reference => string.Equals(reference.Parent, parent.Table.Name, StringComparison.OrdinalIgnoreCase) && reference.JsonPath is null
            && reference.Columns.All(column => child.Table.Find(column) is not null)).ToList();
        return references.Count == 0 || child.Table.Key.Count == 0 ? null : references.SelectMany(reference => Of(child, plan, reference));
    }

    private IEnumerable<string> Of(TableSql child, SyncTablePlan plan, MergeReference reference)
    {
        if (plan.Inserted > 0)
        {
            yield return $"""
                SELECT {Keys("t")} FROM {child.New} AS n JOIN {child.Map} AS m ON {child.MapOfStaged()} JOIN {child.Own} AS c ON {child.MapOfOwn("m", "c")}
                JOIN {parent.Own} AS t ON {Refers(reference, child, column => $"c.{child.Dialect.Quote(column.Name)}")} WHERE {IsNew(child)}
                """;
        }

        foreach (var side in plan.Updated > 0 ? [column => column.Old, column => column.New] : Array.Empty<Func<MergeColumn, string>>())
        {
            yield return $"SELECT {Keys("t")} FROM {child.Changes} AS a JOIN {parent.Own} AS t ON {Refers(reference, child, column => $"a.{OfKey(child, column) ?? side(column)}")} WHERE a.action = 'update'";
        }
    }

    private string Refers(MergeReference reference, TableSql child, Func<MergeColumn, string> value)
    {
        var same = reference.Columns.Zip(reference.ParentColumns, (column, key) => $"t.{parent.Dialect.Quote(key)} = {value(child.Table.Find(column)!)}");
        return TableSql.All(reference.When is { } when && child.Table.Find(when.Column) is { } type ? same.Append($"{value(type)} = {parent.Dialect.Literal(when.Value)}") : same);
    }

    // As in the journal, which names a key of any number of parts alike.
    private string Keys(string alias) => TableSql.List(parent.OwnKey(alias).Zip(parent.TargetKey(), (column, name) => $"{column} AS {name}"));

    private static string? OfKey(TableSql child, MergeColumn column) => child.Table.Key.ToList().IndexOf(column) is >= 0 and var place ? $"t{place + 1}" : null;

    private static string IsNew(TableSql table) => $"m.first_run = {table.Run} AND m.origin = 'new' AND m.status = 'live'";
}
