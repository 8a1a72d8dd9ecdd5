namespace Ferry.Sync.Model;

/// <summary>The order in which tables are identified: first those that no key needs to wait for.</summary>
internal static class KeyOrder
{
    /// <summary>Parents before children, by references in keys alone. Of tables that wait for each other one goes first that is recognised by equal rows, without the columns that refer to the
    /// others; where there is none, the one whose name is first.</summary>
    public static IReadOnlyList<MergeTable> Sort(IReadOnlyList<MergeTable> tables)
    {
        var byName = tables.ToDictionary(table => table.Name, StringComparer.OrdinalIgnoreCase);
        var graph = new ReferenceGraph(tables.Select(table => KeyValuePair.Create(table.Name, (IReadOnlyList<MergeReference>)[.. Waits(table)])));
        return [.. graph.Groups.SelectMany(group => Sort([.. group.Tables.Select(name => byName[name])], group.Circle))];
    }

    /// <summary>The other tables whose maps a table's keys are resolved through.</summary>
    public static IEnumerable<string> Needs(MergeTable table) => Waits(table).Select(reference => reference.Parent);

    private static IEnumerable<MergeTable> Sort(IReadOnlyList<MergeTable> group, string? circle)
    {
        if (circle is null || group.Count == 1)
        {
            return group;
        }

        var first = group.FirstOrDefault(table => !Waits(table with { Identity = table.Identity! with { EqualRows = false } }).Any(IsInside)) ?? group[0];
        var others = group.Except([first]).ToList();
        return Sort(others).Prepend(Before(first, [.. Needs(first).Where(parent => others.Exists(other => Same(other.Name, parent)))]));

        bool IsInside(MergeReference reference) => group.Any(table => Same(table.Name, reference.Parent));
    }

    private static MergeTable Before(MergeTable table, IReadOnlyList<string> later)
    {
        var early = table with { Later = later };
        var left = string.Join(", ", early.Others.Except(early.Compared).Select(column => column.Name));
        return left.Length == 0 || !early.Identity!.EqualRows ? early : early with { Identity = early.Identity with { Reason = $"{early.Identity.Reason}; {left} apart, because {string.Join(", ", later)} must wait for this table" } };
    }

    private static IEnumerable<MergeReference> Waits(MergeTable table)
    {
        var parts = table.Key.Concat(table.NaturalKeys.SelectMany(key => key.Select(part => part.Column))).Select(column => column.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return table.References.Where(reference => (table.Identity?.EqualRows == true || reference.Columns.Any(parts.Contains)) && !Same(reference.Parent, table.Name));
    }

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
