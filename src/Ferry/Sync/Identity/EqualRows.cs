using Ferry.Merging;
using Ferry.Sync.References;
using Ferry.Sync.Staging;

namespace Ferry.Sync.Identity;

/// <summary>The statements that pair rows which are equal in every cell but their number, references rewritten. Of several equal ones the first is paired with the first.</summary>
internal sealed class EqualRows(TableSql sql, Translation translation)
{
    private string Keys => sql.Staged(sql.KeysName);

    public StagingTable KeysTable => new(
        sql.KeysName,
        [
            .. sql.TargetKey().Zip(sql.Table.Key, (name, column) => (name, sql.Dialect.Staging.TypeOf(StagingType.Value, column.Target))),
            ("packed", sql.Dialect.Staging.TypeOf(StagingType.Cells)),
            ("place", sql.Dialect.Staging.TypeOf(StagingType.Number)),
        ],
        []) { Indexes = [["packed"]] };

    /// <summary>Rows of the target that no map row holds yet.</summary>
    public string FillKeys
    {
        get
        {
            var packed = sql.Dialect.Cells.Pack([.. sql.Table.Others.Select(column => (column.Target, $"t.{sql.Dialect.Quote(column.Name)}"))]);
            return $"""
                INSERT INTO {Keys} ({TableSql.List(sql.TargetKey())}, packed, place)
                SELECT {TableSql.List(sql.OwnKey("t"))}, {packed}, ROW_NUMBER() OVER (PARTITION BY {packed} ORDER BY {TableSql.List(sql.OwnKey("t"))})
                FROM {sql.Own} AS t
                LEFT JOIN {sql.Map} AS m ON {sql.MapOfOwn()}
                WHERE m.origin IS NULL
                """;
        }
    }

    public string TakePairs(string columns)
    {
        var packed = sql.Dialect.Cells.Pack([.. sql.Table.Others.Select(column => (column.Target, translation.Value(column)))]);
        var whole = translation.Dangling().Select(dangling => $"NOT ({dangling.Condition})").Prepend("m.origin IS NULL");
        return $"""
            INSERT INTO {sql.Map} ({columns}, dst_cells)
            SELECT {TableSql.List(sql.SourceKey("p"))}, {TableSql.List(sql.TargetKey("k"))}, 'equal', 'live', {sql.Run}, {sql.Run}, p.{TableSql.Hash}, p.{TableSql.Cells}, p.{TableSql.Cells}
            FROM (
              SELECT {TableSql.List(sql.StagedKey("n").Zip(sql.SourceKey(), (staged, name) => $"{staged} AS {name}"))}, n.{TableSql.Hash}, n.{TableSql.Cells},
                {packed} AS packed, ROW_NUMBER() OVER (PARTITION BY {packed} ORDER BY {TableSql.List(sql.StagedKey("n"))}) AS place
              FROM {sql.New} AS n
              LEFT JOIN {sql.Map} AS m ON {sql.MapOfStaged()}{translation.Joins}
              WHERE {TableSql.All(whole)}) AS p
            JOIN {Keys} AS k ON k.packed = p.packed AND k.place = p.place
            """;
    }
}
