namespace Ferry.Sync.Model;

/// <summary>The order in which tables are identified: first those that no key needs to wait for.</summary>
internal static class KeyOrder
{
    /// <summary>Parents before children, by references in keys alone; those that wait for each other come last, in name order.</summary>
    public static IReadOnlyList<MergeTable> Sort(IReadOnlyList<MergeTable> tables)
    {
        var names = tables.Select(table => table.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var left = tables.OrderBy(table => table.Name, StringComparer.Ordinal).ToList();
        var sorted = new List<MergeTable>();
        while (left.Count > 0)
        {
            var open = left.Select(table => table.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
            var next = left.Where(table => !Needs(table).Any(parent => names.Contains(parent) && open.Contains(parent))).ToList();
            next = next.Count == 0 ? [.. left] : next;
            sorted.AddRange(next);
            left.RemoveAll(next.Contains);
        }

        return sorted;
    }

    /// <summary>The other tables whose maps a table's keys are resolved through.</summary>
    public static IEnumerable<string> Needs(MergeTable table)
    {
        var parts = table.Key.Concat(table.NaturalKeys.SelectMany(key => key.Select(part => part.Column))).Select(column => column.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return table.References.Where(reference => table.Identity?.EqualRows == true || reference.Columns.Any(parts.Contains)).Select(reference => reference.Parent)
            .Where(parent => !string.Equals(parent, table.Name, StringComparison.OrdinalIgnoreCase));
    }
}
