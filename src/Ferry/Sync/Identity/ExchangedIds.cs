using Ferry.Reading;
using Ferry.Sync.Masking.Fields;
using Ferry.Sync.Model;

namespace Ferry.Sync.Identity;

/// <summary>Marks the columns whose ids never come here: keys that are uuids in the source and numbers in the target, and what refers to them and to nothing else.</summary>
internal static class ExchangedIds
{
    /// <param name="drafts">All tables.</param>
    /// <param name="format">How the source's rows are written.</param>
    public static IReadOnlyList<(MergeTable Table, IdentityProposal Proposal)> Mark(IReadOnlyList<(MergeTable Table, IdentityProposal Proposal)> drafts, RowFormat format)
    {
        var keys = drafts.Where(draft => draft.Proposal.PrimaryKey == PrimaryKeyKind.Different && draft.Table.Key is [var only] && IsWhole(only, format))
            .ToDictionary(draft => draft.Table.Name, draft => draft.Table.Key[0].Name, StringComparer.OrdinalIgnoreCase);
        return keys.Count == 0 ? drafts : [.. drafts.Select(draft => (Mark(draft.Table, keys), draft.Proposal))];
    }

    private static MergeTable Mark(MergeTable table, Dictionary<string, string> keys)
    {
        MergeColumn Marked(MergeColumn column) => column with { IsExchanged = IsExchanged(table, column, keys) };
        return table with { Columns = [.. table.Columns.Select(Marked)], Key = [.. table.Key.Select(Marked)] };
    }

    private static bool IsExchanged(MergeTable table, MergeColumn column, Dictionary<string, string> keys)
    {
        var references = table.References.Where(reference => reference.JsonPath is null && reference.Columns.Contains(column.Name, StringComparer.OrdinalIgnoreCase)).ToList();
        return references.Count > 0
            ? references.TrueForAll(reference => reference is { When: null, Columns.Count: 1 } && keys.TryGetValue(reference.Parent, out var key) && string.Equals(reference.ParentColumns[0], key, StringComparison.OrdinalIgnoreCase))
            : keys.TryGetValue(table.Name, out var own) && own == column.Name;
    }

    private static bool IsWhole(MergeColumn column, RowFormat format) => FieldShape.Of(column.Target.Column, format).Family == ColumnFamily.Integer;
}
