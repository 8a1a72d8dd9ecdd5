using Ferry.Environments;
using Ferry.Merging;
using Ferry.Schema;
using Ferry.Sync.History;
using Ferry.Sync.Rules;

namespace Ferry.Sync.Model;

/// <summary>Brings the tables of both sides together.</summary>
internal sealed class ModelBuilder(Catalog source, IReadOnlyList<TableShape> target, SyncRules rules)
{
    /// <summary>The tables that both sides have, parents before those whose keys need them.</summary>
    public IReadOnlyList<MergeTable> Build(CellRegistry cells)
    {
        var tables = new List<MergeTable>();
        foreach (var shape in target.Where(shape => rules.Scope.Includes(shape.Name)))
        {
            if (source.Tables.FirstOrDefault(table => string.Equals(table.Name, shape.Name, StringComparison.OrdinalIgnoreCase)) is { Content: TableContent.Rows } table)
            {
                tables.Add(Make(table, shape, cells));
            }
        }

        return KeyOrder.Sort(tables);
    }

    private MergeTable Make(Table table, TableShape shape, CellRegistry cells)
    {
        var shared = table.Columns.Where(column => !column.Generated)
            .Select(column => (Source: column, Target: shape.Columns.FirstOrDefault(other => string.Equals(other.Name, column.Name, StringComparison.OrdinalIgnoreCase))))
            .Where(pair => pair.Target is { Column.Generated: false }).ToList();
        var columns = shared.Select((pair, index) => new MergeColumn(pair.Source, pair.Target!, index, cells.PlaceOf(shape.Name, pair.Target!.Name))).ToList();
        var key = shape.PrimaryKey.Select(name => columns.Find(column => column.Name == name)).OfType<MergeColumn>().ToList();
        var merged = new MergeTable
        {
            Source = table,
            Target = shape,
            Columns = columns,
            Key = key.Count == shape.PrimaryKey.Count ? key : [],
            Cells = cells.CountOf(shape.Name),
            References =
            [
                .. shape.ForeignKeys.Select(reference => Complete(shape, new MergeReference(reference.Columns, reference.ParentTable, reference.ParentColumns) { Declared = true })),
                .. rules.References.Where(rule => string.Equals(rule.Table, shape.Name, StringComparison.OrdinalIgnoreCase)).SelectMany(rule => Configured(shape, rule)),
            ],
        };
        return Identify(merged);
    }

    private IEnumerable<MergeReference> Configured(TableShape shape, ReferenceRule rule) => rule.Targets
        .Select(meant => (Meant: meant, Parent: target.FirstOrDefault(table => string.Equals(table.Name, meant.Table, StringComparison.OrdinalIgnoreCase))))
        .Where(pair => pair.Parent is not null)
        .Select(pair => Complete(shape, new MergeReference(rule.Columns, pair.Parent!.Name, pair.Meant.Columns.Count > 0 ? pair.Meant.Columns : pair.Parent.PrimaryKey)
        {
            When = rule.TypeColumn is null ? null : (rule.TypeColumn, pair.Meant.Value!),
            JsonPath = rule.JsonPath,
        }));

    private MergeReference Complete(TableShape shape, MergeReference reference) => reference with
    {
        Optional = reference.JsonPath is not null || reference.Columns.Any(name => shape.Columns.FirstOrDefault(column => string.Equals(column.Name, name, StringComparison.OrdinalIgnoreCase))?.Column.Nullable == true),
        Missing = rules.MissingOf(shape.Name, reference.Columns),
    };

    private MergeTable Identify(MergeTable table)
    {
        var rule = rules.Identity.GetValueOrDefault(table.Name);
        var numbered = table.Key is [var only] && (only.Target.Column.AutoIncrement || only.Target.Column.Type.Equals("INTEGER", StringComparison.OrdinalIgnoreCase))
            && !table.References.Any(reference => reference.Columns.Contains(only.Name));
        IReadOnlyList<IReadOnlyList<KeyPart>> keys = rule switch
        {
            { Kind: IdentityKind.Columns } => [.. rule.Keys.Select(key => key.Terms.Select(term => new KeyPart(table.Find(term.Column)!, term.Normalisers)).ToList())],
            null when table.Target.Uniques.Where(unique => unique.IsPlain && unique.Columns.All(name => table.Find(name) is not null))
                .MinBy(unique => unique.Columns.Count) is { } unique => [[.. unique.Columns.Select(name => new KeyPart(table.Find(name)!, []))]],
            _ => [],
        };
        return table with { Numbered = numbered, NaturalKeys = keys, ByEquality = keys.Count == 0 && numbered && rule is null, ByPrimaryKey = rule?.Kind == IdentityKind.PrimaryKey || (!numbered && rule?.Kind != IdentityKind.None) };
    }
}
