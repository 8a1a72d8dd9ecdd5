using System.Text.RegularExpressions;
using Ferry.Sync.Model;

namespace Ferry.Sync.Identity;

/// <summary>Decides which keys rows get that come in: numbers of the target, uuids, or those that they have in the source.</summary>
internal static partial class NewKeys
{
    public static MergeTable Of(MergeTable table, PrimaryKeyKind kind) => (kind, table.Key) switch
    {
        (PrimaryKeyKind.Numbered, _) => table with { Numbered = true },
        (PrimaryKeyKind.Different, [{ IsExchanged: true }]) => table with { GetsNumbers = true },
        (PrimaryKeyKind.Different, [var only]) when Uuid().IsMatch(only.Target.Column.Type) => table with { GetsUuids = true },
        _ => table,
    };

    [GeneratedRegex(@"^\s*(uuid|uniqueidentifier|guid|(var)?char\(36\)|binary\(16\))", RegexOptions.IgnoreCase)]
    private static partial Regex Uuid();
}
