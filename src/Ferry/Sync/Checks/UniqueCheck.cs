using Ferry.Merging;
using Ferry.Sync.Merge;
using Ferry.Sync.Model;
using Ferry.Sync.References;
using Ferry.Sync.Staging;

namespace Ferry.Sync.Checks;

/// <summary>The statements that find rows which would break one unique key of the target, and that take them out of the plan.</summary>
internal sealed class UniqueCheck(TableSql sql, Translation translation, UniqueShape unique)
{
    private readonly UniqueTerms _terms = new(sql, unique);

    /// <summary>Whether the key compares whole values of merged columns, and nothing has to be evaluated that others wrote.</summary>
    public bool IsWhole => _terms.IsWhole;

    private string Moving => sql.Staged(MovingTable.Name);

    private string Clashes => sql.Staged(ClashTable.Name);

    private IEnumerable<string> Winner => sql.TargetKey().Select(name => $"w_{name}");

    private string Moved => _terms.Moving(Moving);

    private IReadOnlyList<MergeColumn> Columns => _terms.Columns;

    private IEnumerable<MergeColumn> Updatable => Columns.Where(column => !sql.Table.Key.Contains(column));

    /// <summary>Whether rows that would break the key are one and the same: it is made of references, so that they only differ in parents that are the same here.</summary>
    private bool Collapses => _terms.IsWhole && Columns.Any(translation.Rewrites);

    /// <summary>Rows whose values in the key are new here.</summary>
    public StagingTable MovingTable => new(
        $"uq_{sql.Table.Name}",
        [.. Keys, ("kind", sql.Dialect.Staging.TypeOf(StagingType.Word)), .. _terms.Kept],
        []) { Indexes = _terms.IsWhole ? [[.. _terms.Parts], [.. sql.TargetKey()]] : [[.. sql.TargetKey()]] };

    /// <summary>Those of them that cannot have the values, and the row that has them.</summary>
    public StagingTable ClashTable => new(
        $"clash_{sql.Table.Name}",
        [.. Keys, ("kind", sql.Dialect.Staging.TypeOf(StagingType.Word)), .. Winner.Zip(sql.Table.Key, (name, column) => (name, sql.Dialect.Staging.TypeOf(StagingType.Value, column.Target)))],
        []) { Indexes = [[.. sql.SourceKey()]] };

    public IEnumerable<string> FillMoving
    {
        get
        {
            var into = $"INSERT INTO {Moving} ({TableSql.List([.. sql.TargetKey(), .. sql.SourceKey(), "kind", .. _terms.Kept.Select(kept => kept.Name)])})";
            var taken = string.Join(" OR ", Updatable.Select(column => $"{Mark(column)} = '{CellMark.Taken}'"));
            if (!_terms.IsWhole)
            {
                yield return $"{into} {_terms.Inserted(translation)}";
                if (Updatable.Any())
                {
                    yield return $"{into} {_terms.Updated(translation)} AND ({taken})";
                }

                yield break;
            }

            if (Updatable.Any())
            {
                yield return $"""
                    {into} SELECT {TableSql.List([.. sql.TargetKey("a"), .. sql.SourceKey("a"), "'update'", .. Columns.Select(column => OfKey(column, "a") ?? $"a.{column.New}")])}
                    FROM {sql.Changes} AS a WHERE a.action = 'update' AND ({taken})
                    """;
            }

            var values = Columns.Select(column => OfKey(column, "m") ?? translation.Value(column)).ToList();
            yield return $"""
                {into} SELECT {TableSql.List([.. sql.TargetKey("m"), .. sql.SourceKey("m"), "'insert'", .. values])}
                FROM {sql.New} AS n JOIN {sql.Map} AS m ON {sql.MapOfStaged()}{translation.JoinsFor(Columns)}
                WHERE m.first_run = {sql.Run} AND m.origin = 'new' AND m.status = 'live' AND {TableSql.All(values.Select(value => $"{value} IS NOT NULL"))}
                """;
        }
    }

    /// <summary>Rows that stay as they are keep their values; among those that move, updates go first, then the lower key.</summary>
    public IEnumerable<string> FindClashes
    {
        get
        {
            var into = $"INSERT INTO {Clashes} ({TableSql.List([.. sql.TargetKey(), .. sql.SourceKey(), "kind", .. Winner])})";
            yield return $"""
                {into} SELECT {TableSql.List([.. sql.TargetKey("u"), .. sql.SourceKey("u"), "u.kind", .. _terms.OwnKey])}
                FROM {Moved} AS u JOIN {_terms.Own} AS t ON {_terms.Same}
                LEFT JOIN {Moving} AS x ON {TableSql.Equal(sql.TargetKey("x"), _terms.OwnKey)} AND x.kind = 'update'
                WHERE x.kind IS NULL AND NOT ({TableSql.Equal(_terms.OwnKey, sql.TargetKey("u"))})
                """;
            var order = $"OVER (PARTITION BY {TableSql.List(_terms.Parts)} ORDER BY kind DESC, {TableSql.List(sql.SourceKey())})";
            yield return $"""
                {into} SELECT {TableSql.List([.. sql.TargetKey("r"), .. sql.SourceKey("r"), "r.kind", .. Winner.Select(name => $"r.{name}")])}
                FROM (SELECT u.*, ROW_NUMBER() {order} AS place, {TableSql.List(sql.TargetKey().Zip(Winner, (name, winner) => $"FIRST_VALUE({name}) {order} AS {winner}"))} FROM {Moved} AS u
                  WHERE {TableSql.All(_terms.Parts.Select(part => $"u.{part} IS NOT NULL"))}) AS r
                WHERE r.place > 1
                """;
        }
    }

    public string HoldInserts => sql.Dialect.Update(new JoinedUpdate(
        sql.Map,
        "m",
        Collapses
            ? [.. sql.TargetKey().Zip(Winner, (name, winner) => (name, $"c.{winner}")), ("origin", "'collapsed'")]
            : [.. sql.TargetKey().Select(name => (name, "NULL")), ("origin", "'taken'"), ("status", "'held'")],
        $"{Clashes} AS c",
        $"{TableSql.Equal(sql.SourceKey("m"), sql.SourceKey("c"))} AND c.kind = 'insert'"));

    /// <summary>Keeps the target's own values in updates that cannot have theirs.</summary>
    public IEnumerable<string> RevertUpdates
    {
        get
        {
            var where = $"{TableSql.Equal(sql.SourceKey("a"), sql.SourceKey("c"))} AND c.kind = 'update'";
            foreach (var column in Updatable)
            {
                var marks = CellMark.Put(sql, column, CellMark.Conflict);
                yield return sql.Dialect.Update(new JoinedUpdate(
                    sql.Changes, "a", [(column.New, $"a.{column.Old}"), ("marks", marks)], $"{Clashes} AS c", $"{where} AND {Mark(column)} = '{CellMark.Taken}'"));
            }

            yield return $"UPDATE {sql.Changes} SET action = 'keep' WHERE action = 'update' AND marks NOT LIKE '%{CellMark.Taken}%'";
        }
    }

    /// <summary>Marks rows that take each other's values: those are written in two steps.</summary>
    public string Park => sql.Dialect.Update(new JoinedUpdate(
        sql.Changes,
        "a",
        [("parked", "1")],
        $"{Moved} AS u JOIN {_terms.Own} AS t ON {_terms.Same}",
        $"u.kind = 'update' AND NOT ({TableSql.Equal(_terms.OwnKey, sql.TargetKey("u"))}) AND ({TableSql.Equal(sql.TargetKey("a"), sql.TargetKey("u"))} OR {TableSql.Equal(sql.TargetKey("a"), _terms.OwnKey)})"));

    private IEnumerable<(string Name, string Type)> Keys =>
    [
        .. sql.TargetKey().Zip(sql.Table.Key, (name, column) => (name, sql.Dialect.Staging.TypeOf(StagingType.Value, column.Target))),
        .. sql.SourceKey().Zip(sql.Table.Key, (name, column) => (name, sql.Dialect.Staging.TypeFor(column.Source, column.Shape))),
    ];

    private string Mark(MergeColumn column) => CellMark.Of(sql, column);

    private string? OfKey(MergeColumn column, string alias) => sql.Table.Key.ToList().IndexOf(column) is >= 0 and var place ? $"{alias}.t{place + 1}" : null;
}
