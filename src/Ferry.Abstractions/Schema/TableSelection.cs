using System.IO.Enumeration;

namespace Ferry.Schema;

/// <summary>Which tables a job is about. Globs know <c>*</c> and <c>?</c>; names compare without case.</summary>
/// <param name="Include">Only tables matching one of these; empty means all.</param>
/// <param name="Exclude">Never tables matching one of these.</param>
/// <param name="StructureOnly">Tables whose rows are left out.</param>
public sealed record TableSelection(
    IReadOnlyList<string> Include, IReadOnlyList<string> Exclude, IReadOnlyList<string> StructureOnly)
{
    /// <summary>Every table with its rows.</summary>
    public static TableSelection All { get; } = new([], [], []);

    /// <summary>Whether no table is left out or cut down.</summary>
    public bool IsAll => Include.Count == 0 && Exclude.Count == 0 && StructureOnly.Count == 0;

    /// <summary>Decides about one table.</summary>
    /// <param name="table">Its unquoted name.</param>
    /// <returns>What of it is wanted; null when it is left out.</returns>
    public TableContent? Decide(string table)
    {
        if ((Include.Count > 0 && !Matches(Include, table)) || Matches(Exclude, table))
        {
            return null;
        }

        return Matches(StructureOnly, table) ? TableContent.StructureOnly : TableContent.Rows;
    }

    private static bool Matches(IReadOnlyList<string> globs, string table) =>
        globs.Any(glob => FileSystemName.MatchesSimpleExpression(glob.Replace("\\", "\\\\", StringComparison.Ordinal), table, ignoreCase: true));
}
