using Ferry.Merging;
using Ferry.Sync.Model;
using Ferry.Sync.Rules;

namespace Ferry.Sync.Planning;

/// <summary>Settings that are understood and not carried out. A plan says so; one that would write something else than was asked for is blocked.</summary>
internal static class UnfinishedRules
{
    public static IEnumerable<Finding> Of(SyncRules rules, IReadOnlyList<MergeTable> tables, IMergeDialect dialect)
    {
        foreach (var table in tables)
        {
            foreach (var reference in table.References.Where(reference => Parent(tables, reference) is null))
            {
                yield return Blocked(
                    "sync.parent-left-out", $"{table.Name} refers to {reference.Parent} ({reference}), which is not merged: its ids would mean other rows here.",
                    $"Merge {reference.Parent} too, leave {table.Name} out, or say under Sync:Missing what becomes of {table.Name}.{string.Join(',', reference.Columns)}.");
            }

            foreach (var reference in table.References.Where(reference => reference.JsonPath is not null && Parent(tables, reference) is { } parent && (parent.Key.Count != 1 || !dialect.Json.CanHold(parent.Key[0].Target))))
            {
                yield return Blocked(
                    "sync.json-key", $"The reference {table.Name}.{reference} lies inside JSON, which cannot hold the key of {reference.Parent}: it is neither one whole number nor one text.",
                    "Take the setting out of Sync:References, or freeze the column.");
            }

            foreach (var reference in table.References.Where(reference => reference.JsonPath?.List is not null && !dialect.Json.TakesLists))
            {
                yield return Blocked(
                    "sync.json-lists", $"The reference {table.Name}.{reference} lies in a list, which this server cannot take apart.", "MariaDB can since 10.6. Name each place by its number, such as $.tags[0], or freeze the column.");
            }

            foreach (var reference in table.References.Where(reference => reference.Missing is not null && Parent(tables, reference) is { Key.Count: > 0 } parent && !reference.IsToKeyOf(parent)))
            {
                yield return new Finding(
                    FindingSeverity.Warning, "sync.missing-not-key", $"The reference {table.Name}.{reference} is not to the primary key, so its values stay what they are, and what Sync:Missing says of it has no effect.");
            }

            foreach (var column in table.Others.Where(column => rules.PolicyOf(table.Name, column.Name) is { Kind: PolicyKind.Union, Argument: null } && dialect.Lists.FormOf(column.Target) is null))
            {
                yield return Blocked(
                    "sync.union-unclear", $"What the elements of {table.Name}.{column.Name} are is not clear: its type is {column.Target.Column.Type}, and the policy {rules.PolicyOf(table.Name, column.Name)} does not say it.",
                    "Say \"union(,)\" for texts with commas between elements, another sign for what stands there, or \"union(json)\" for JSON arrays.");
            }
        }
    }

    private static MergeTable? Parent(IReadOnlyList<MergeTable> tables, MergeReference reference) =>
        tables.FirstOrDefault(parent => string.Equals(parent.Name, reference.Parent, StringComparison.OrdinalIgnoreCase));

    private static Finding Blocked(string code, string message, string remedy) => new(FindingSeverity.Failure, code, message, remedy);
}
