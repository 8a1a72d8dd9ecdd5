using Ferry.Loading;

namespace Ferry.MySql.Loading.Swap;

/// <summary>Everything needed to put a target back as it was, written down before the first change.</summary>
/// <param name="Target">The database that is replaced.</param>
/// <param name="Scratch">The database that holds what replaces it.</param>
/// <param name="Created">Whether the target did not exist before.</param>
/// <param name="Collation">The target's default collation before; null when it stays.</param>
/// <param name="OldTables">Tables and sequences of the target that move aside.</param>
/// <param name="NewTables">Tables and sequences of the scratch database that move into the target.</param>
/// <param name="ReplacesCode">Whether all code of the target is replaced, not only the triggers of its tables.</param>
/// <param name="OldCode">Statements that make the target's views, routines, triggers and events again, run inside the target.</param>
/// <param name="Detach">Statements that drop foreign keys of tables that stay and refer to tables that move.</param>
/// <param name="Attach">Statements that add those foreign keys again.</param>
internal sealed record SwapJournal(
    string Target,
    string Scratch,
    bool Created,
    string? Collation,
    IReadOnlyList<string> OldTables,
    IReadOnlyList<string> NewTables,
    bool ReplacesCode,
    IReadOnlyList<ScriptStatement> OldCode,
    IReadOnlyList<string> Detach,
    IReadOnlyList<string> Attach)
{
    private const string AsideSuffix = "_aside";

    /// <summary>The database that holds what was replaced until the swap is done, and the journal.</summary>
    public string Aside => AsideOf(Scratch);

    /// <summary>The name of that database for a scratch database.</summary>
    /// <param name="scratch">The scratch database.</param>
    public static string AsideOf(string scratch) => scratch + AsideSuffix;
}
