using Ferry.Merging;
using Ferry.Sync.Model;
using Ferry.Sync.Staging;

namespace Ferry.Sync.References;

/// <summary>The statements that list the keys by which staged rows refer to parents that are not staged. Each is listed once, so that a parent that the source lacks too is not asked for again.</summary>
/// <param name="child">The referring table.</param>
/// <param name="reference">The reference.</param>
/// <param name="parent">The table referred to.</param>
/// <param name="number">Tells the lists of one table apart.</param>
internal sealed class AskedKeys(TableSql child, MergeReference reference, TableSql parent, int number)
{
    private readonly List<MergeColumn> _from = [.. reference.Columns.Select(name => child.Table.Find(name)!)];
    private readonly List<MergeColumn> _to = [.. reference.ParentColumns.Select(name => parent.Table.Find(name)!)];

    public TableSql Parent => parent;

    private IEnumerable<string> Keys => _from.Select((_, index) => $"k{index + 1}");

    private string List => child.Staged(Table.Name);

    private JsonPlace? Place => reference.JsonPath is { } path ? JsonPlace.Of(child.Dialect.Json, Staged(_from[0]), path) : null;

    public StagingTable Table => new(
        $"ask{number}_{child.Table.Name}",
        [.. Keys.Select((name, index) => (name, Type(index))), ("place", child.Dialect.Staging.TypeOf(StagingType.Number))],
        ["place"]) { Indexes = [[.. Keys]] };

    /// <summary>Lists keys that were not listed before.</summary>
    /// <param name="known">How many were.</param>
    public string Fill(long known) =>
        $"""
        INSERT INTO {List} ({TableSql.List(Keys)}, place)
        SELECT {TableSql.List(Keys.Select(key => $"d.{key}"))}, {known} + ROW_NUMBER() OVER (ORDER BY {TableSql.List(Keys.Select(key => $"d.{key}"))})
        FROM (SELECT DISTINCT {TableSql.List(Keys.Zip(_from, (key, column) => $"{Key(column)} AS {key}"))} FROM {child.New} AS n{Place?.Join} WHERE {TableSql.All(Referring)}) AS d
        LEFT JOIN {parent.New} AS p ON {TableSql.Equal(_to.Select(column => $"p.{child.Dialect.Quote(column.Source.Name)}"), Keys.Select(key => $"d.{key}"))}
        LEFT JOIN {List} AS k ON {TableSql.Equal(Keys.Select(key => $"k.{key}"), Keys.Select(key => $"d.{key}"))}
        WHERE p.{TableSql.Hash} IS NULL AND k.place IS NULL
        """;

    /// <summary>Reads listed keys as literals. Keys of documents may be written otherwise than the rows that they mean; what was found by one of them is not asked for by another.</summary>
    /// <param name="after">The last place that was read.</param>
    /// <param name="to">The last place to read.</param>
    public string Read(long after, long to) =>
        $"""
        SELECT {TableSql.List(Keys.Zip(_to, (key, column) => child.Dialect.Written(column.Source, $"k.{key}")))} FROM {List} AS k WHERE k.place > {after} AND k.place <= {to}
          {(reference.JsonPath is null ? "" : $"AND NOT EXISTS (SELECT 1 FROM {parent.New} AS p WHERE p.{child.Dialect.Quote(_to[0].Source.Name)} = k.k1)")}
        ORDER BY k.place
        """;

    /// <summary>The condition, in the source, of the rows that keys mean.</summary>
    public string Condition(IEnumerable<IReadOnlyList<string?>> keys)
    {
        var columns = _to.Select(column => child.Dialect.Quote(column.Source.Name)).ToList();
        return columns.Count == 1
            ? $"{columns[0]} IN ({TableSql.List(keys.Select(key => key[0]!))})"
            : string.Join(" OR ", keys.Select(key => $"({TableSql.Equal(columns, key.Select(part => part!))})"));
    }

    private IEnumerable<string> Referring =>
    [
        .. _from.Select(column => $"{Key(column)} IS NOT NULL"),
        .. reference.When is { } when ? [$"n.{child.Dialect.Quote(child.Table.Find(when.Column)!.Source.Name)} = {child.Dialect.Literal(when.Value)}"] : Array.Empty<string>(),
    ];

    private string Key(MergeColumn column) =>
        Place is { } place ? child.Dialect.Json.KeyAt(_to[0].Target, place.Document, place.Path) : Staged(column);

    // A document holds keys of the parent, as its column would hold them.
    private string Type(int index) => reference.JsonPath is null
        ? child.Dialect.Staging.TypeFor(_from[index].Source, _from[index].Shape)
        : child.Dialect.Staging.TypeOf(StagingType.Value, _to[index].Target);

    private string Staged(MergeColumn column) => $"n.{child.Dialect.Quote(column.Source.Name)}";
}
