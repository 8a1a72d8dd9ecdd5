using Ferry.Merging;
using Ferry.Schema;
using Ferry.Sync.Rules;

namespace Ferry.Sync.Drift;

/// <summary>Tables that both sides have and that the source's account may not read whole. They look as if the source had none, and what refers to their rows would come to hang on others.</summary>
internal static class UnreadableTables
{
    private const string Code = "table-unreadable";

    public static IEnumerable<Finding> Of(Catalog source, IReadOnlyList<TableShape> target, SyncScope scope) =>
        from omission in source.Omissions
        where omission.Code.EndsWith(Code, StringComparison.Ordinal)
        from table in target
        where scope.Includes(table.Name) && omission.Message.StartsWith($"The table {table.Name} ", StringComparison.OrdinalIgnoreCase)
        select new Finding(
            FindingSeverity.Failure, "sync.table-unreadable", $"The source's account may not read table {table.Name} whole: {omission.Message[(omission.Message.IndexOf(": ", StringComparison.Ordinal) + 2)..]}",
            $"GRANT SELECT on the whole table to it, or leave the table out: \"Sync\": {{ \"Tables\": {{ \"Exclude\": [\"{table.Name}\"] }} }}.");
}
