using System.Text.RegularExpressions;
using Ferry.Merging;
using Ferry.Sync.History;
using Ferry.Sync.Rules;
using Ferry.Sync.Staging;

namespace Ferry.Sync.Merge;

/// <summary>The statements that compute columns of a table from other rows after those are written, in the rows that the run affects, and that undo it.</summary>
/// <param name="sql">The table.</param>
/// <param name="rules">Says which columns are computed, and how.</param>
internal sealed class Recomputation(TableSql sql, SyncRules rules)
{
    private readonly List<(ColumnShape Column, string Value)> _columns =
    [
        .. sql.Table.Target.Columns.Select(column => (column, rules.PolicyOf(sql.Table.Name, column.Name)))
            .Where(column => column.Item2?.Kind == PolicyKind.Recompute).Select(column => (column.column, column.Item2!.Argument!)),
    ];

    private readonly PackedCells _packed = new(sql);

    /// <summary>The columns that are computed; empty for most tables.</summary>
    public IReadOnlyList<string> Columns => [.. _columns.Select(column => column.Column.Name)];

    /// <summary>A query that ends with the server's own message when it does not understand what it is to compute.</summary>
    public string Trial => $"SELECT {TableSql.List(_columns.Select(column => $"({column.Value})"))} FROM {sql.Own} WHERE {SyncRules.Nothing}";

    /// <summary>Whether a table is named in what is computed.</summary>
    public bool Reads(string table) => _columns.Exists(column => Regex.IsMatch(
        column.Value, $@"(?<![\p{{L}}\p{{N}}_$]){Regex.Escape(table)}(?![\p{{L}}\p{{N}}_$])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant));

    /// <summary>Which rows are affected, and their values before and after.</summary>
    public StagingTable Journal => new(
        $"calc{sql.Run}_{sql.Table.Name}",
        [
            .. sql.TargetKey().Zip(sql.Table.Key, (name, column) => (name, sql.Dialect.Staging.TypeOf(StagingType.Value, column.Target))),
            .. _columns.Select((column, index) => ($"o{index}", sql.Dialect.Staging.TypeOf(StagingType.Value, column.Column))),
            .. _columns.Select((column, index) => ($"n{index}", sql.Dialect.Staging.TypeOf(StagingType.Value, column.Column))),
        ],
        [.. sql.TargetKey()]);

    /// <summary>The statements, to run after all rows are written that are read.</summary>
    /// <param name="last">The table that is written last of these: the statements belong to its part of the run.</param>
    /// <param name="affected">Queries for the primary keys of affected rows.</param>
    public IEnumerable<SyncStep> Steps(string last, IEnumerable<string> affected)
    {
        // After cells have been settled that triggers changed: those would get their planned values back.
        yield return new SyncStep(StepPhase.Settle, last, Compute(affected), null);
        yield return new SyncStep(StepPhase.Settle, last, $"DELETE FROM {sql.Staged(Journal.Name)} WHERE {TableSql.All(_columns.Select((column, index) => sql.Dialect.Same(column.Column, $"o{index}", $"n{index}")))}", null);
        yield return new SyncStep(StepPhase.Settle, last, Put('n', SamePlace), null);
        if (_columns.Exists(column => sql.Table.Find(column.Column.Name) is not null))
        {
            yield return new SyncStep(StepPhase.Record, last, RecordNew, null);
        }

        yield return new SyncStep(StepPhase.Uncompute, last, Put('o', $"{SamePlace} AND {Unedited} AND NOT EXISTS (SELECT 1 FROM {sql.Map} AS m WHERE {TableSql.Equal(sql.TargetKey("m"), sql.TargetKey("c"))} AND m.first_run = {sql.Run} AND m.origin = 'new')"), null);
    }

    // The expressions are the user's own, in which the table goes by its name.
    private string Compute(IEnumerable<string> affected)
    {
        var key = sql.Table.Key.Select(column => $"{sql.Own}.{sql.Dialect.Quote(column.Name)}").ToList();
        return $"""
            INSERT INTO {sql.Staged(Journal.Name)} ({TableSql.List([.. sql.TargetKey(), .. _columns.Select((_, index) => $"o{index}"), .. _columns.Select((_, index) => $"n{index}")])})
            SELECT {TableSql.List([.. key, .. _columns.Select(column => $"{sql.Own}.{sql.Dialect.Quote(column.Column.Name)}"), .. _columns.Select(column => $"({column.Value})")])}
            FROM {sql.Own} JOIN (
              {string.Join("\nUNION ", affected)}) AS ferry_affected ON {TableSql.Equal(sql.TargetKey("ferry_affected"), key)}
            """;
    }

    // Columns that stamp themselves are named, so that the server does not.
    private string Put(char side, string where) => sql.Dialect.Update(new JoinedUpdate(
        sql.Own,
        "t",
        [
            .. _columns.Select((column, index) => (column.Column.Name, $"c.{side}{index}")),
            .. sql.Table.Target.Columns.Where(column => column.StampedOnUpdate).Select(column => (column.Name, $"t.{sql.Dialect.Quote(column.Name)}")),
        ],
        $"{sql.Staged(Journal.Name)} AS c",
        where));

    private string SamePlace => TableSql.Equal(sql.OwnKey("t"), sql.TargetKey("c"));

    private string Unedited => TableSql.All(_columns.Select((column, index) => sql.Dialect.Same(column.Column, $"t.{sql.Dialect.Quote(column.Column.Name)}", $"c.n{index}")));

    // Rows that came in are removed when they are undone, unless they were edited since: they must be known as they are now.
    private string RecordNew => sql.Dialect.Update(new JoinedUpdate(
        sql.Map,
        "m",
        [("dst_cells", _packed.Each(column => Columns.Contains(column.Name) ? _packed.One(column, $"t.{sql.Dialect.Quote(column.Name)}") : sql.Dialect.Cells.At("m.dst_cells", column.Cell)))],
        $"{sql.Staged(Journal.Name)} AS c JOIN {sql.Own} AS t ON {SamePlace}",
        $"{TableSql.Equal(sql.TargetKey("m"), sql.TargetKey("c"))} AND m.first_run = {sql.Run}"));
}
