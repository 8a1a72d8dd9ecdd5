using Ferry.Sync.Rules;

namespace Ferry.Sync.Model;

/// <summary>Finds everything that a table refers to: what the target declares, and what the configuration adds.</summary>
internal sealed class ReferenceReader(IReadOnlyList<TablePair> tables, SyncRules rules)
{
    private readonly Dictionary<string, TablePair> _tables = tables.ToDictionary(table => table.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The references of one table. Parents that are not merged are among them.</summary>
    public IReadOnlyList<MergeReference> Of(TablePair table)
    {
        var declared = table.Target.ForeignKeys
            .Where(key => key.ParentColumns.Count == key.Columns.Count && key.Columns.All(column => table.Find(column) is not null))
            .Select(key => Complete(table, new(key.Columns, key.ParentTable, key.ParentColumns) { Declared = true }))
            .ToList();
        var added = rules.References
            .Where(rule => string.Equals(rule.Table, table.Name, StringComparison.OrdinalIgnoreCase) && rule.Columns.All(column => table.Find(column) is not null))
            .SelectMany(rule => rule.Targets, (rule, target) => Make(table, rule, target))
            .Where(reference => !declared.Exists(known => reference.JsonPath is null && known.Columns.SequenceEqual(reference.Columns)));
        return [.. declared, .. added];
    }

    private MergeReference Make(TablePair table, ReferenceRule rule, ReferenceTarget target)
    {
        var parent = _tables.GetValueOrDefault(target.Table);
        return Complete(table, new(
            [.. rule.Columns.Select(column => table.Find(column)!.Name)],
            parent?.Name ?? target.Table,
            target.Columns.Count > 0 ? [.. target.Columns.Select(column => parent?.Find(column)?.Name ?? column)] : parent?.Target.PrimaryKey ?? [])
        {
            When = rule.TypeColumn is { } type ? (table.Find(type)?.Name ?? type, target.Value!) : null,
            JsonPath = rule.JsonPath,
        });
    }

    private MergeReference Complete(TablePair table, MergeReference reference) => reference with
    {
        Optional = reference.JsonPath is not null || reference.Columns.Any(column => table.Find(column) is { Target.Column.Nullable: true }),
        Missing = rules.MissingOf(table.Name, reference.Columns, reference.JsonPath),
    };
}
