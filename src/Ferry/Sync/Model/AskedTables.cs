using Ferry.Merging;
using Ferry.Sync.Rules;

namespace Ferry.Sync.Model;

/// <summary>Finds the tables that nobody wants merged, but that merged ones refer to, with a rule for a parent that is missing: of them is taken what that rule asks for, and nothing else.</summary>
internal sealed class AskedTables(IReadOnlyList<TableShape> shapes, SyncRules rules)
{
    /// <summary>Their names, as the target has them.</summary>
    public IReadOnlySet<string> Names
    {
        get
        {
            var merged = SchemaJoin.WithParents(shapes, rules.Scope);
            var asked = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            for (var before = -1; before != asked.Count;)
            {
                before = asked.Count;
                var known = merged.Concat(asked).ToHashSet(StringComparer.OrdinalIgnoreCase);
                asked.UnionWith([.. shapes.Where(shape => known.Contains(shape.Name)).SelectMany(RuledParents).Where(parent => !merged.Contains(parent))]);
            }

            return asked;
        }
    }

    private IEnumerable<string> RuledParents(TableShape shape)
    {
        var declared = shape.ForeignKeys.Where(key => rules.MissingOf(shape.Name, key.Columns) is not null).Select(key => key.ParentTable);
        var added = rules.References.Where(rule => string.Equals(rule.Table, shape.Name, StringComparison.OrdinalIgnoreCase))
            .Where(rule => rules.MissingOf(shape.Name, rule.Columns, rule.JsonPath) is not null).SelectMany(rule => rule.Targets, (_, target) => target.Table);
        return declared.Concat(added).Select(name => shapes.FirstOrDefault(other => string.Equals(other.Name, name, StringComparison.OrdinalIgnoreCase))?.Name).OfType<string>();
    }
}
