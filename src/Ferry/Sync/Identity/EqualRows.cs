using Ferry.Merging;
using Ferry.Sync.Merge;
using Ferry.Sync.References;
using Ferry.Sync.Staging;

namespace Ferry.Sync.Identity;

/// <summary>The statements that pair rows which are equal in every cell but their number, references rewritten. Of several equal ones the first is paired with the first; where the columns that refer to
/// tables still without a place cannot be compared, only a row that has no equal on its side is paired.</summary>
internal sealed class EqualRows(TableSql sql, Translation translation)
{
    private string Keys => sql.Staged(sql.KeysName);

    public StagingTable KeysTable => new(
        sql.KeysName,
        [
            .. sql.TargetKey().Zip(sql.Table.Key, (name, column) => (name, sql.Dialect.Staging.TypeOf(StagingType.Value, column.Target))),
            ("packed", sql.Dialect.Cells.TypeOf(sql.Table.Compared.Count())),
            ("place", sql.Dialect.Staging.TypeOf(StagingType.Number)),
        ],
        []) { Indexes = [["packed"]] };

    /// <summary>Rows of the target that no map row holds yet.</summary>
    public string FillKeys
    {
        get
        {
            var packed = sql.Dialect.Cells.Pack([.. sql.Table.Compared.Select(column => (column.Target, $"t.{sql.Dialect.Quote(column.Name)}"))]);
            return $"""
                INSERT INTO {Keys} ({TableSql.List(sql.TargetKey())}, packed, place)
                SELECT {TableSql.List(sql.OwnKey("t"))}, {packed}, {Place(packed, sql.OwnKey("t"))}
                FROM {sql.Own} AS t
                LEFT JOIN {sql.Map} AS m ON {sql.MapOfOwn()}
                WHERE m.origin IS NULL
                """;
        }
    }

    public string TakePairs(string columns)
    {
        var packed = sql.Dialect.Cells.Pack([.. sql.Table.Compared.Select(column => (column.Target, translation.Value(column)))]);
        var whole = translation.Dangling().Where(dangling => dangling.Columns.All(column => sql.Table.Key.Concat(sql.Table.Compared).Contains(column)))
            .Select(dangling => $"NOT ({dangling.Condition})").Prepend($"m.origin IS NULL AND {TableSql.IsReal}");
        return $"""
            INSERT INTO {sql.Map} ({columns}, dst_cells)
            SELECT {TableSql.List(sql.SourceKey("p"))}, {TableSql.List(sql.TargetKey("k"))}, 'equal', 'live', {sql.Run}, {sql.Run}, p.{TableSql.Hash}, p.{TableSql.Cells}, {(IsPartial ? new PackedCells(sql).Of("t") : $"p.{TableSql.Cells}")}
            FROM (
              SELECT {TableSql.List(sql.StagedKey("n").Zip(sql.SourceKey(), (staged, name) => $"{staged} AS {name}"))}, n.{TableSql.Hash}, n.{TableSql.Cells},
                {packed} AS packed, {Place(packed, sql.StagedKey("n"))} AS place
              FROM {sql.New} AS n
              LEFT JOIN {sql.Map} AS m ON {sql.MapOfStaged()}{translation.Joins}
              WHERE {TableSql.All(whole)}) AS p
            JOIN {Keys} AS k ON k.packed = p.packed AND k.place = p.place{(IsPartial ? $" AND k.place = 1\nJOIN {sql.Own} AS t ON {TableSql.Equal(sql.OwnKey("t"), sql.TargetKey("k"))}" : "")}
            """;
    }

    private bool IsPartial => sql.Table.Later.Count > 0;

    private string Place(string packed, IEnumerable<string> key) =>
        IsPartial ? $"COUNT(*) OVER (PARTITION BY {packed})" : $"ROW_NUMBER() OVER (PARTITION BY {packed} ORDER BY {TableSql.List(key)})";
}
