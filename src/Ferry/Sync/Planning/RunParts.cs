using Ferry.Sync.History;
using Ferry.Sync.Model;

namespace Ferry.Sync.Planning;

/// <summary>Divides the statements of a run into parts that can be committed one after the other: no row of a part needs one of a later part.</summary>
internal sealed class RunParts
{
    private readonly Dictionary<string, int> _parts;

    public RunParts(IEnumerable<MergeTable> tables)
    {
        var groups = new ReferenceGraph(tables.Select(table => KeyValuePair.Create(table.Name, table.References))).Groups;
        _parts = groups.Index().SelectMany(group => group.Item.Tables.Select(table => (table, group.Index)))
            .ToDictionary(entry => entry.table, entry => entry.Index, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The table that is written last of some.</summary>
    public string Last(IEnumerable<string> tables) => tables.MaxBy(table => _parts[table])!;

    // Keys are claimed before any trigger can have fired.
    public IEnumerable<SyncStep> Of(IEnumerable<SyncStep> steps) => steps.Select(step => step with { Part = step.Phase == StepPhase.Claim ? 0 : _parts[step.Table] });
}
