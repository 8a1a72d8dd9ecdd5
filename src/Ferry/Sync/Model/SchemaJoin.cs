using Ferry.Merging;
using Ferry.Schema;
using Ferry.Sync.Rules;

namespace Ferry.Sync.Model;

/// <summary>The tables of both sides that a merge is about.</summary>
/// <param name="Tables">Tables of both, in the order of their names.</param>
/// <param name="OnlyInSource">Tables that the target lacks.</param>
/// <param name="OnlyInTarget">Tables that the source lacks; their rows stay as they are.</param>
/// <param name="WithoutRows">Tables of both whose rows the source did not give, such as those kept elsewhere or left out of a backup.</param>
internal sealed record SchemaJoin(
    IReadOnlyList<TablePair> Tables, IReadOnlyList<string> OnlyInSource, IReadOnlyList<string> OnlyInTarget, IReadOnlyList<string> WithoutRows)
{
    /// <summary>Brings the tables of two databases together, those of the same spelling first, then those that differ in case alone.</summary>
    /// <param name="source">The source.</param>
    /// <param name="target">The target.</param>
    /// <param name="scope">Which tables are merged.</param>
    /// <param name="asked">Tables out of the scope that are there for what others need of them.</param>
    public static SchemaJoin Of(Catalog source, IReadOnlyList<TableShape> target, SyncScope scope, IReadOnlySet<string>? asked = null)
    {
        var wanted = WithParents(target, scope);
        wanted.UnionWith(asked ?? new HashSet<string>());
        var shapes = target.Where(shape => wanted.Contains(shape.Name)).OrderBy(shape => shape.Name, StringComparer.Ordinal).ToList();
        var left = source.Tables.Where(table => scope.Includes(table.Name) || wanted.Contains(table.Name)).ToDictionary(table => table.Name, StringComparer.Ordinal);
        var matched = shapes.ToDictionary(shape => shape.Name, shape => left.Remove(shape.Name, out var exact) ? exact : null, StringComparer.Ordinal);
        foreach (var name in matched.Where(pair => pair.Value is null).Select(pair => pair.Key).ToList())
        {
            if (left.Keys.FirstOrDefault(other => string.Equals(other, name, StringComparison.OrdinalIgnoreCase)) is { } near)
            {
                _ = left.Remove(near, out var table);
                matched[name] = table;
            }
        }

        return new(
            [.. shapes.Where(shape => matched[shape.Name] is { Content: TableContent.Rows }).Select(shape => TablePair.Of(matched[shape.Name]!, shape))],
            [.. left.Keys.Order(StringComparer.Ordinal)],
            [.. shapes.Where(shape => matched[shape.Name] is null).Select(shape => shape.Name)],
            [.. shapes.Where(shape => matched[shape.Name] is { Content: not TableContent.Rows }).Select(shape => shape.Name)]);
    }

    // An id means a row of the parent's table only through that table's own identities: what is referred to is merged too.
    internal static HashSet<string> WithParents(IReadOnlyList<TableShape> target, SyncScope scope)
    {
        var wanted = target.Where(shape => scope.Includes(shape.Name)).Select(shape => shape.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        for (var before = -1; before != wanted.Count;)
        {
            before = wanted.Count;
            wanted.UnionWith([.. target.Where(shape => wanted.Contains(shape.Name)).SelectMany(shape => shape.ForeignKeys).Select(key => key.ParentTable).Where(scope.Admits)]);
        }

        return wanted;
    }
}
