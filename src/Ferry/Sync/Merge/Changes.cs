using Ferry.Sync.Model;
using Ferry.Sync.References;
using Ferry.Sync.Staging;

namespace Ferry.Sync.Merge;

/// <summary>Decides about every cell of rows that both sides have, and writes what will change into the table of changes. Each side is compared with its own past.</summary>
/// <param name="sql">The table.</param>
/// <param name="translation">What staged rows become.</param>
/// <param name="rules">What is done with cells.</param>
/// <param name="known">Whether rows may have a past.</param>
/// <param name="met">Whether an earlier run has merged this table.</param>
/// <param name="settled">Whether the map tells which rows need not be compared.</param>
internal sealed class Changes(TableSql sql, Translation translation, CellRules rules, bool known, bool met, bool settled)
{
    private readonly List<MergeColumn> _columns = [.. sql.Table.Others];
    private readonly PackedCells _packed = new(sql);

    /// <summary>Fills the table of changes. The marks say per column what was decided, see <see cref="CellMark"/>.</summary>
    /// <remarks>Servers put the inner query's expressions in the place of its names; so each decision stands beside its own column, not in a text of all of them.</remarks>
    public string Fill =>
        $"""
        INSERT INTO {sql.Changes} ({Keys(null)}, action, marks{Names(column => column.New)}{Names(column => column.Old)})
        SELECT {Keys("d")}, CASE WHEN {AnyTaken} THEN 'update' ELSE 'keep' END, {sql.Dialect.Cells.Join([.. _columns.Select(Mark)])}{Names(Decided)}{Names(column => $"d.o{column.Index}")}
        FROM ({Compared}) AS d
        """;

    private string AnyTaken => string.Join(" OR ", _columns.Select(column => $"{Mark(column)} = '{CellMark.Taken}'"));

    private string Keys(string? alias) => TableSql.List(sql.TargetKey(alias).Concat(sql.SourceKey(alias)));

    private string Names(Func<MergeColumn, string> name) => string.Concat(_columns.Select(column => $", {name(column)}"));

    // Rows met for the first time are only looked at when they differ; others only when the source changed since the last run.
    private string Compared =>
        $"""
        SELECT {Keys("m")}, {(known ? $"CASE WHEN m.first_run = {sql.Run} THEN 0 ELSE 1 END" : "0")} AS base, {(known ? $"CASE WHEN m.src_hash = {TableSql.StandsIn} AND m.origin = 'new' THEN 1 ELSE 0 END" : "0")} AS stands_in_, {Exempt} AS exempt_{Names(Values)}{Bases}{Names(SourceChanged)}{Names(TargetChanged)}{Names(Missing)}
        FROM {(settled && !known ? $"{sql.Map} AS m {sql.Dialect.JoinInOrder} {sql.New} AS n" : $"{sql.New} AS n JOIN {sql.Map} AS m")} ON {sql.MapOfStaged()}
        JOIN {sql.Own} AS t ON {TableSql.Equal(sql.OwnKey("t"), sql.TargetKey("m"))}{translation.Joins}
        WHERE m.status = 'live' AND m.origin <> 'collapsed' AND {TableSql.IsReal}{(settled ? $" AND (COALESCE(m.{TableSql.Settled}, 0) = 0{(known ? $" OR m.first_run < {sql.Run}" : "")})" : "")} AND {(known ? $"(m.first_run = {sql.Run} AND NOT ({AllSame}) OR m.first_run < {sql.Run} AND (m.src_hash <> n.{TableSql.Hash}{Several}))" : $"NOT ({AllSame})")}
        """;

    private string Several => translation.IsSeveral is { } several ? $" OR {several}" : "";

    private string AllSame => TableSql.All(_columns.Select(translation.IsSame));

    private string Own(MergeColumn column) => $"t.{sql.Dialect.Quote(column.Name)}";

    private string Values(MergeColumn column) => $"{translation.Value(column)} AS v{column.Index}, {Own(column)} AS o{column.Index}";

    // Of rows that stand for several, the hashes of the one do not tell.
    private string SourceChanged(MergeColumn column)
    {
        if (!known)
        {
            return $"1 AS s{column.Index}_";
        }

        var changed = $"{Cell($"n.{TableSql.Cells}", column)} <> {Cell("m.src_cells", column)}";
        var condition = translation.IsSeveral is null ? changed : $"NOT ({sql.Dialect.Same(column.Target, translation.Value(column), $"m.{StagingTables.ValueName(column)}")})";
        return $"CASE WHEN m.first_run = {sql.Run} OR {condition} THEN 1 ELSE 0 END AS s{column.Index}_";
    }

    // A column that the last run did not know has no past; where it is empty, nobody has edited it.
    private string TargetChanged(MergeColumn column) => !known ? $"0 AS l{column.Index}_"
        : $"CASE WHEN m.first_run < {sql.Run} AND {_packed.One(column, Own(column))} <> {Cell("m.dst_cells", column)} AND NOT ({Own(column)} IS NULL AND {Cell("m.dst_cells", column)} = '') THEN 1 ELSE 0 END AS l{column.Index}_";

    private string Missing(MergeColumn column)
    {
        var conditions = translation.Dangling().Where(dangling => dangling.Columns.Contains(column)).Select(dangling => $"({dangling.Condition})").ToList();
        return $"CASE WHEN {(conditions.Count == 0 ? "1 = 0" : string.Join(" OR ", conditions))} THEN 1 ELSE 0 END AS g{column.Index}_";
    }

    private string Cell(string packed, MergeColumn column) => sql.Dialect.Cells.At(packed, column.Cell);

    private string Mark(MergeColumn column)
    {
        var same = sql.Dialect.Same(column.Target, $"d.v{column.Index}", $"d.o{column.Index}");
        var exempt = rules.IsExempt(column) ? $" WHEN d.exempt_ = 1 THEN '{CellMark.Local}'" : "";
        return $"CASE WHEN d.g{column.Index}_ = 1 THEN '{CellMark.Dangling}' WHEN {same} THEN '{CellMark.Agreed}'{exempt} WHEN d.stands_in_ = 1 AND d.l{column.Index}_ = 0 THEN '{CellMark.Taken}' ELSE {rules.Of(column, met).Mark(sql.Dialect)} END";
    }

    private string Decided(MergeColumn column) =>
        $"CASE WHEN {Mark(column)} = '{CellMark.Taken}' THEN {rules.Of(column, met).Value("d", sql.Dialect)} ELSE d.o{column.Index} END";

    private string Bases => string.Concat(rules.WithBase.Select(column => $", m.v{column.Cell} AS b{column.Index}"));

    // The condition is the user's own, over the columns of the table alone: nothing else may stand beside them where it is evaluated.
    private string Exempt => rules.Exempt switch
    {
        null => "0",
        { Where: null } => "1",
        { Where: { } where } => $"CASE WHEN EXISTS (SELECT 1 FROM {sql.Own} WHERE {TableSql.Equal(sql.Table.Key.Select(column => $"{sql.Own}.{sql.Dialect.Quote(column.Name)}"), sql.OwnKey("t"))} AND ({where})) THEN 1 ELSE 0 END",
    };
}
