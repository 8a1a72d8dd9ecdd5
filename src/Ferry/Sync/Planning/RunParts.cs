using Ferry.Sync.History;
using Ferry.Sync.Model;

namespace Ferry.Sync.Planning;

/// <summary>Divides the statements of a run into parts that can be committed one after the other: no row of a part needs one of a later part.</summary>
internal sealed class RunParts
{
    private readonly Dictionary<string, int> _parts;
    private readonly ILookup<int, int> _needs;

    public RunParts(IReadOnlyList<MergeTable> tables)
    {
        var groups = new ReferenceGraph(tables.Select(table => KeyValuePair.Create(table.Name, table.References))).Groups;
        _parts = groups.Index().SelectMany(group => group.Item.Tables.Select(table => (table, group.Index)))
            .ToDictionary(entry => entry.table, entry => entry.Index, StringComparer.OrdinalIgnoreCase);
        _needs = tables.SelectMany(table => table.References.Where(reference => _parts.ContainsKey(reference.Parent)).Select(reference => (Child: _parts[table.Name], Parent: _parts[reference.Parent])))
            .Where(pair => pair.Parent != pair.Child).Distinct().ToLookup(pair => pair.Child, pair => pair.Parent);
    }

    /// <summary>The part in which a table is written.</summary>
    public int Of(MergeTable table) => _parts[table.Name];

    /// <summary>Whether, by the time that rows of a table are inserted, all rows that their declared foreign keys refer to are there: no row waits for one of its own part.</summary>
    public bool ComeAfterParents(MergeTable table) => table.Target.ForeignKeys.All(key =>
        !_parts.TryGetValue(key.ParentTable, out var parent) || _needs[_parts[table.Name]].Contains(parent));

    /// <summary>The table that is written last of some.</summary>
    public string Last(IEnumerable<string> tables) => tables.MaxBy(table => _parts[table])!;

    /// <summary>The statements with their parts, in the order in which they are run. Where triggers write, or a column is computed from rows of other tables, each part needs all before it.</summary>
    public IEnumerable<SyncStep> Of(IReadOnlyList<SyncStep> steps)
    {
        var ordered = steps.Any(step => step.Phase is StepPhase.Claim or StepPhase.Settle);
        return steps.Select(step => step with { Part = PartOf(step) }).Select(step => step with { Needs = ordered ? [.. Enumerable.Range(0, step.Part)] : [.. _needs[step.Part]] })
            .OrderBy(step => step.Phase).ThenBy(step => step.Phase == StepPhase.Write ? step.Part : 0);
    }

    // Keys are claimed before any trigger can have fired.
    private int PartOf(SyncStep step) => step.Phase == StepPhase.Claim ? 0 : _parts[step.Table];
}
