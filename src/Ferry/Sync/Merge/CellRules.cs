using Ferry.Sync.Model;
using Ferry.Sync.Rules;

namespace Ferry.Sync.Merge;

/// <summary>Finds what the configuration says about the cells of one table.</summary>
internal sealed class CellRules(MergeTable table, SyncRules rules)
{
    private const string UsualStamp = "updated_at";

    /// <summary>The decision about a column.</summary>
    /// <param name="column">The column.</param>
    /// <param name="met">Whether an earlier run has merged this table.</param>
    public CellDecision Of(MergeColumn column, bool met)
    {
        var policy = rules.PolicyOf(table.Name, column.Name);
        var stamp = policy?.Kind == PolicyKind.Newer ? table.Find(policy.Argument!) : table.Find(rules.Watermark.GetValueOrDefault(table.Name) ?? UsualStamp);
        return new(column, policy, rules.Prefer, stamp, met);
    }

    /// <summary>What the configuration says about a column; null for nothing.</summary>
    public CellPolicy? Policy(MergeColumn column) => rules.PolicyOf(table.Name, column.Name);

    /// <summary>Columns whose values of the last run are kept.</summary>
    public IEnumerable<MergeColumn> WithBase => table.Others.Where(column => Collapse is not null || rules.PolicyOf(table.Name, column.Name)?.Kind is PolicyKind.Additive);

    /// <summary>Whether the elements of both sides may be written into a column.</summary>
    public bool Joins(MergeColumn column) => rules.PolicyOf(table.Name, column.Name)?.Kind == PolicyKind.Union;

    /// <summary>What several rows come to that are one here; null where the first one counts as it is.</summary>
    public CollapseRule? Collapse => rules.Collapse.GetValueOrDefault(table.Name) is { } rule && (rule.Latest is not null || rule.Columns.Count > 0) && table.Key.Count > 0 ? rule : null;

    /// <summary>Columns in which a conflict forbids to apply the plan.</summary>
    public IEnumerable<MergeColumn> Failing => table.Others.Where(column => rules.PolicyOf(table.Name, column.Name)?.Kind is PolicyKind.Fail);

    /// <summary>What is never changed here; null for nothing.</summary>
    public ExemptRule? Exempt => rules.Exempt.GetValueOrDefault(table.Name);

    /// <summary>Whether the rule about exempt rows is about a column.</summary>
    public bool IsExempt(MergeColumn column) => Exempt is { } rule && (rule.Columns.Count == 0 || rule.Columns.Contains(column.Name, StringComparer.OrdinalIgnoreCase));
}
