using Ferry.Environments;
using Ferry.Merging;
using Ferry.Sync.Model;
using Ferry.Sync.Rules;

namespace Ferry.Sync.Merge;

/// <summary>Decides about one column's cells by its policy. Names of the compared row <c>d</c>: <c>v</c> the source's value, <c>o</c> the target's, <c>s</c> and <c>l</c> whether
/// either has changed since the last run, <c>b</c> the source's value of that time, <c>base</c> whether there was one.</summary>
/// <param name="column">The column.</param>
/// <param name="policy">Its policy; null where nothing is said.</param>
/// <param name="prefer">Whose value counts where nothing is said and both have changed.</param>
/// <param name="stamp">The column that says which row was changed last; null when there is none.</param>
/// <param name="met">Whether an earlier run has merged this table, so that a row met now was made on both sides.</param>
internal sealed class CellDecision(MergeColumn column, CellPolicy? policy, PreferredSide prefer, MergeColumn? stamp, bool met)
{
    private readonly int _index = column.Index;

    private string Source => $"d.v{_index}";

    private string Target => $"d.o{_index}";

    private string Changed => $"d.s{_index}_ = 1";

    private string ChangedHere => $"d.l{_index}_ = 1";

    /// <summary>Whether the source's value of the last run is needed.</summary>
    public bool NeedsBase => policy?.Kind is PolicyKind.Additive;

    /// <summary>The mark of a cell whose two values differ.</summary>
    public string Mark(IMergeDialect dialect) => policy?.Kind switch
    {
        PolicyKind.Source => When(Changed, CellMark.Taken),
        PolicyKind.Target => When($"{Changed} AND NOT ({ChangedHere}) AND d.base = 1", CellMark.Taken),
        PolicyKind.Newer => When($"{Changed} AND (NOT ({ChangedHere}) AND d.base = 1 OR {IsNewer})", CellMark.Taken),
        PolicyKind.FillNull => When($"{Target} IS NULL", CellMark.Taken),
        PolicyKind.Max => When($"{Target} IS NULL OR {Source} > {Target}", CellMark.Taken),
        PolicyKind.Min => When($"{Target} IS NULL OR {Source} < {Target}", CellMark.Taken),
        PolicyKind.Additive or PolicyKind.Json => When(Changed, CellMark.Taken),
        PolicyKind.Union => Joined(dialect),
        PolicyKind.Frozen or PolicyKind.Recompute => $"'{CellMark.Local}'",
        _ => Unruled,
    };

    /// <summary>What is written where the mark says that the source's value is taken.</summary>
    public string Value(string row, IMergeDialect dialect) => policy?.Kind switch
    {
        PolicyKind.Additive => $"CASE WHEN {row}.b{_index} IS NULL OR {row}.o{_index} IS NULL THEN {row}.v{_index} ELSE {row}.o{_index} + {row}.v{_index} - {row}.b{_index} END",
        PolicyKind.Json => $"CASE WHEN {row}.o{_index} IS NULL OR {row}.v{_index} IS NULL THEN {row}.v{_index} ELSE {dialect.Json.Merge($"{row}.o{_index}", $"{row}.v{_index}")} END",
        PolicyKind.Union => $"CASE WHEN d.base = 1 AND NOT ({ChangedHere}) THEN {Source} ELSE {Union(dialect, Source)} END",
        _ => $"{row}.v{_index}",
    };

    // Where the source has nothing to add, the cell stays as it is, also in the order and the blanks of its elements.
    private string Joined(IMergeDialect dialect)
    {
        var arrays = Form(dialect) == ListForm.Json ? $"WHEN {Target} IS NOT NULL AND {Source} IS NOT NULL AND NOT ({dialect.Lists.IsArray(Target)} AND {dialect.Lists.IsArray(Source)}) THEN '{CellMark.Conflict}'" : "";
        return $"""
            CASE WHEN NOT ({Changed}) THEN '{CellMark.Local}' WHEN d.base = 1 AND NOT ({ChangedHere}) THEN '{CellMark.Taken}'
            {arrays} WHEN {dialect.Same(column.Target, Union(dialect, Source), Union(dialect, Target))} THEN '{CellMark.Local}' ELSE '{CellMark.Taken}' END
            """;
    }

    private string Union(IMergeDialect dialect, string other) => $"CASE WHEN {Target} IS NULL THEN {other} WHEN {other} IS NULL THEN {Target} ELSE "
        + (Form(dialect) == ListForm.Json ? dialect.Lists.UnionJson(Target, other) : dialect.Lists.Union(policy!.Argument ?? ",", Target, other)) + " END";

    private ListForm? Form(IMergeDialect dialect) => policy!.Argument is { } argument ? argument == CellPolicy.Json ? ListForm.Json : ListForm.Separated : dialect.Lists.FormOf(column.Target);

    // Met for the first time: the source's value, unless the row was made on both sides between two runs.
    private string Unruled => prefer switch
    {
        PreferredSide.Source => When(Changed, CellMark.Taken),
        PreferredSide.Target => Compared(CellMark.Local),
        PreferredSide.Newer when stamp is not null => $"CASE WHEN {Changed} AND (NOT ({ChangedHere}) AND d.base = 1 OR {IsNewer}) THEN '{CellMark.Taken}' ELSE '{CellMark.Local}' END",
        _ => Compared(CellMark.Conflict),
    };

    private string Compared(char both) =>
        $"""
        CASE WHEN {(met ? $"d.base = 0 AND {Target} IS NOT NULL OR " : "")}{Changed} AND {ChangedHere} THEN '{both}'
        WHEN {Changed} THEN '{CellMark.Taken}' WHEN {ChangedHere} THEN '{CellMark.Local}' ELSE '{CellMark.Agreed}' END
        """;

    private string IsNewer => policy?.Kind == PolicyKind.Newer || stamp is not null ? $"{Stamp("v")} > {Stamp("o")}" : "1 = 0";

    private string Stamp(string side) => stamp is null ? $"d.{side}{_index}" : $"d.{side}{stamp.Index}";

    private static string When(string condition, char mark) => $"CASE WHEN {condition} THEN '{mark}' ELSE '{CellMark.Local}' END";
}
