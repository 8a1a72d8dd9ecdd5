using Ferry.Merging;
using Ferry.Sync.Merge;
using Ferry.Sync.Model;
using Ferry.Sync.References;
using Ferry.Sync.Staging;

namespace Ferry.Sync.Identity;

/// <summary>The statements that pair rows by one natural key. The target's keys are gathered in an indexed table first, so that normalised keys are found as fast as plain ones.</summary>
internal sealed class KeyMatch(TableSql sql, Translation translation, IReadOnlyList<KeyPart> key)
{
    private IEnumerable<string> Parts => key.Select((_, index) => $"k{index + 1}");

    private string Keys => sql.Staged(sql.KeysName);

    private string Pairs => sql.Staged(sql.PairsName);

    public StagingTable KeysTable => new(
        sql.KeysName,
        [.. TargetColumns, .. Parts.Zip(key, (name, part) => (name, sql.Dialect.Staging.TypeOf(StagingType.Value, part.Column.Target)))],
        []) { Indexes = [[.. Parts.Where((_, index) => !MayBeRoot(key[index])), .. Parts.Where((_, index) => MayBeRoot(key[index]))]] };

    public StagingTable PairsTable => new(
        sql.PairsName,
        [
            .. sql.SourceKey().Zip(sql.Table.Key, (name, column) => (name, sql.Dialect.Staging.TypeFor(column.Source, column.Shape))),
            .. TargetColumns,
            ("sources", sql.Dialect.Staging.TypeOf(StagingType.Number)),
            ("targets", sql.Dialect.Staging.TypeOf(StagingType.Number)),
            ("place", sql.Dialect.Staging.TypeOf(StagingType.Number)),
        ],
        []) { Indexes = [[.. sql.SourceKey()]] };

    /// <summary>Rows of the target that no map row holds yet. NULL and the empty text are nobody's key.</summary>
    public string FillKeys =>
        $"""
        INSERT INTO {Keys} ({TableSql.List(sql.TargetKey())}, {TableSql.List(Parts)})
        SELECT {TableSql.List(sql.OwnKey("t"))}, {TableSql.List(key.Select(OfTarget))}
        FROM {sql.Own} AS t
        LEFT JOIN {sql.Map} AS m ON {sql.MapOfOwn()}
        WHERE m.origin IS NULL AND {TableSql.All(key.Select(part => Given(part, OfTarget(part))))}
        """;

    public string FillPairs => Paired("LEFT JOIN", "m.origin IS NULL");

    /// <summary>Real rows for which another one stands in, and the rows here that have their key.</summary>
    public string FillReturned => Paired("JOIN", StandsIn);

    private string Paired(string join, string condition) =>
        $"""
        INSERT INTO {Pairs} ({TableSql.List(sql.SourceKey())}, {TableSql.List(sql.TargetKey())}, sources, targets, place)
        SELECT {TableSql.List(sql.StagedKey("n"))}, {TableSql.List(sql.TargetKey("k"))},
          COUNT(*) OVER (PARTITION BY {TableSql.List(sql.TargetKey("k"))}), COUNT(*) OVER (PARTITION BY {TableSql.List(sql.StagedKey("n"))}),
          ROW_NUMBER() OVER (PARTITION BY {TableSql.List(sql.TargetKey("k"))} ORDER BY {TableSql.List(sql.StagedKey("n"))})
        FROM {sql.New} AS n
        {join} {sql.Map} AS m ON {sql.MapOfStaged()}{translation.JoinsFor([.. key.Select(part => part.Column)])}
        JOIN {Keys} AS k ON {TableSql.All(key.Select((part, index) => Equal($"k.k{index + 1}", part)))}
        WHERE {condition} AND {TableSql.IsReal}
        """;

    /// <summary>The condition on the map that another row stands in for that of the source.</summary>
    public static string StandsIn => $"m.origin = 'new' AND m.status = 'live' AND m.src_hash = {TableSql.StandsIn}";

    /// <summary>The rows that stood in for those.</summary>
    public string ListLeft(string list) =>
        $"INSERT INTO {list} ({TableSql.List(sql.TargetKey())}) SELECT {TableSql.List(sql.TargetKey("m"))} FROM {sql.Map} AS m JOIN {Pairs} AS p ON {TableSql.Equal(sql.SourceKey("m"), sql.SourceKey("p"))} WHERE {Single}";

    /// <summary>Pairs them as if both sides had made them: nothing is known of what either looked like, and only what is empty here is nobody's edit.</summary>
    public string TakeReturned
    {
        get
        {
            var (packed, none) = (new PackedCells(sql), sql.Dialect.Cells.None);
            string Here(MergeColumn column) => $"CASE WHEN t.{sql.Dialect.Quote(column.Name)} IS NULL THEN {packed.One(column, $"t.{sql.Dialect.Quote(column.Name)}")} ELSE {none} END";
            return sql.Dialect.Update(new JoinedUpdate(
                sql.Map,
                "m",
                [.. sql.TargetKey().Select(name => (name, $"p.{name}")), ("origin", "'key'"), ("src_hash", TableSql.Unseen), ("src_cells", packed.Each(_ => none)), ("dst_cells", packed.Each(Here))],
                $"{Pairs} AS p JOIN {sql.Own} AS t ON {TableSql.Equal(sql.OwnKey("t"), sql.TargetKey("p"))}",
                $"{TableSql.Equal(sql.SourceKey("m"), sql.SourceKey("p"))} AND {Single}"));
        }
    }

    /// <summary>The keys of rows that are placed already, as the source has them: others with the same key may be the same row here.</summary>
    public string FillPlaced =>
        $"""
        INSERT INTO {Keys} ({TableSql.List(sql.TargetKey())}, {TableSql.List(Parts)})
        SELECT {TableSql.List(sql.TargetKey("m"))}, {TableSql.List(key.Select(OfSource))}
        {Placed} AND m.origin <> 'collapsed'
        """;

    /// <summary>Rows that this run brings in and that have the same key, with the place of the first of them.</summary>
    public string FillTwins
    {
        get
        {
            var first = sql.TargetKey().Select(name => $"FIRST_VALUE(d.{name}) {Ordered}");
            return $"""
                INSERT INTO {Pairs} ({TableSql.List(sql.SourceKey())}, {TableSql.List(sql.TargetKey())}, place)
                SELECT {TableSql.List(sql.SourceKey("d"))}, {TableSql.List(first)}, ROW_NUMBER() {Ordered}
                FROM (
                  SELECT {TableSql.List([.. sql.SourceKey("m"), .. sql.TargetKey("m"), .. Parts.Zip(key, (name, part) => $"{OfSource(part)} AS {name}")])}
                  {Placed} AND m.first_run = {sql.Run} AND m.origin = 'new') AS d
                """;
        }
    }

    public string TakeTwins => sql.Dialect.Update(new JoinedUpdate(
        sql.Map,
        "m",
        [.. sql.TargetKey().Select(name => (name, $"p.{name}")), ("origin", "'collapsed'")],
        $"{Pairs} AS p",
        $"{TableSql.Equal(sql.SourceKey("m"), sql.SourceKey("p"))} AND p.place > 1"));

    public string TakePairs(string columns) => Take(columns, sql.Table.Collapses ? "CASE WHEN p.place > 1 THEN 'collapsed' ELSE 'key' END" : "'key'");

    /// <summary>Takes pairs with rows that others are paired with already.</summary>
    public string TakeCollapsed(string columns) => Take(columns, "'collapsed'");

    private string Take(string columns, string origin) =>
        $"""
        INSERT INTO {sql.Map} ({columns}, dst_cells)
        SELECT {TableSql.List(sql.SourceKey("p"))}, {TableSql.List(sql.TargetKey("p"))}, {origin}, 'live', {sql.Run}, {sql.Run}, n.{TableSql.Hash}, n.{TableSql.Cells}, n.{TableSql.Cells}
        FROM {Pairs} AS p JOIN {sql.New} AS n ON {TableSql.Equal(sql.SourceKey("p"), sql.StagedKey("n"))}
        WHERE {Single}
        """;

    public string HoldAmbiguous(string columns) =>
        $"""
        INSERT INTO {sql.Map} ({columns})
        SELECT DISTINCT {TableSql.List(sql.SourceKey("p"))}, {TableSql.List(sql.TargetKey().Select(_ => "NULL"))}, 'ambiguous', 'held', {sql.Run}, {sql.Run}, NULL, NULL
        FROM {Pairs} AS p
        WHERE NOT ({Single})
        """;

    // A rule about rows that become one says what to do with several; of several rows here, nothing does.
    private string Single => sql.Table.Collapses ? "p.targets = 1" : "p.sources = 1 AND p.targets = 1";

    private string Placed =>
        $"""
        FROM {sql.New} AS n
        JOIN {sql.Map} AS m ON {sql.MapOfStaged()}{translation.JoinsFor([.. key.Select(part => part.Column)])}
        WHERE m.status = 'live' AND {TableSql.IsReal} AND {TableSql.All(key.Select(part => Given(part, OfSource(part))))}
        """;

    private string Ordered => $"OVER (PARTITION BY {TableSql.List(Parts.Select(name => $"d.{name}"))} ORDER BY {TableSql.List(sql.SourceKey("d"))})";

    private IEnumerable<(string Name, string Type)> TargetColumns =>
        sql.TargetKey().Zip(sql.Table.Key, (name, column) => (name, sql.Dialect.Staging.TypeOf(StagingType.Value, column.Target)));

    private string OfTarget(KeyPart part) => part.Of($"t.{sql.Dialect.Quote(part.Column.Name)}");

    private string OfSource(KeyPart part) => part.Of(translation.Value(part.Column));

    private string Given(KeyPart part, string value) =>
        MayBeRoot(part) ? "1 = 1"
        : part.Column.Target.Column.Collation is null || translation.Rewrites(part.Column) ? $"{value} IS NOT NULL"
        : $"{value} IS NOT NULL AND {value} <> ''";

    // Rows without a parent are alike in that: it is what makes them the first level of a tree.
    private bool MayBeRoot(KeyPart part) => part.Column.Target.Column.Nullable && translation.Rewrites(part.Column);

    private string Equal(string found, KeyPart part) => MayBeRoot(part)
        ? $"({found} = {OfSource(part)} OR {found} IS NULL AND n.{sql.Dialect.Quote(part.Column.Source.Name)} IS NULL)"
        : $"{found} = {OfSource(part)}";
}
