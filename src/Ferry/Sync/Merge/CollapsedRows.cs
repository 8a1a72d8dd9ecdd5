using Ferry.Environments;
using Ferry.Merging;
using Ferry.Sync.Model;
using Ferry.Sync.References;
using Ferry.Sync.Rules;
using Ferry.Sync.Staging;

namespace Ferry.Sync.Merge;

/// <summary>What several source rows that are one row here come to, by the rule of their table. The one that the map pairs stays the pair; only its values are those of the rule.</summary>
/// <param name="sql">The table.</param>
/// <param name="rule">Its rule.</param>
internal sealed class CollapsedRows(TableSql sql, CollapseRule rule)
{
    private const string Alias = "one";

    private readonly List<MergeColumn> _columns = [.. sql.Table.Others];

    /// <summary>The rule's values, by the source key of the row that is paired; empty until <see cref="Fill"/>.</summary>
    public StagingTable Table => new(
        $"one_{sql.Table.Name}",
        [
            .. sql.SourceKey().Zip(sql.Table.Key, (name, column) => (name, sql.Dialect.Staging.TypeFor(column.Source, column.Shape))),
            .. _columns.Select(column => (Name(column), sql.Dialect.Staging.TypeOf(StagingType.Value, column.Target))),
        ],
        []) { Indexes = [[.. sql.SourceKey()]] };

    /// <summary>Brings the values to staged rows, as a join after <c>FROM new AS n</c>.</summary>
    public string Join => $"\nLEFT JOIN {sql.Staged(Table.Name)} AS {Alias} ON {TableSql.Equal(sql.SourceKey(Alias), sql.StagedKey("n"))}";

    /// <summary>The condition that a staged row stands for several.</summary>
    public static string IsOne => $"{Alias}.s1 IS NOT NULL";

    /// <summary>The statements that find the values, from what the map says by now.</summary>
    /// <param name="single">What each row becomes by itself.</param>
    public IEnumerable<string> Fill(Translation single)
    {
        var winner = TableSql.List(sql.SourceKey("w"));
        var order = (rule.Latest is { } latest ? new[] { $"{Value(single, sql.Table.Find(latest)!)} DESC" } : []).Concat(sql.SourceKey("m"));
        yield return $"DELETE FROM {sql.Staged(Table.Name)}";
        yield return $"""
            INSERT INTO {sql.Staged(Table.Name)} ({TableSql.List([.. sql.SourceKey(), .. _columns.Select(Name)])})
            SELECT {TableSql.List([.. sql.SourceKey("d"), .. _columns.Select(column => $"d.{Name(column)}")])}
            FROM (
              SELECT {winner}, {TableSql.List(_columns.Select(column => $"{Reduced(column, single.Value(column), winner)} AS {Name(column)}"))},
                ROW_NUMBER() OVER (PARTITION BY {winner} ORDER BY {TableSql.List(order)}) AS place, COUNT(*) OVER (PARTITION BY {winner}) AS copies
              FROM {sql.New} AS n
              JOIN {sql.Map} AS m ON {sql.MapOfStaged()}
              JOIN {sql.Map} AS w ON {TableSql.Equal(sql.TargetKey("w"), sql.TargetKey("m"))} AND w.status = 'live' AND w.origin <> 'collapsed'{single.Joins}
              WHERE m.status = 'live') AS d
            WHERE d.place = 1 AND d.copies > 1
            """;
    }

    /// <summary>A row's value when it stands for several, else its own.</summary>
    public string Of(MergeColumn column, string single) => _columns.Contains(column) ? $"CASE WHEN {IsOne} THEN {Alias}.{Name(column)} ELSE {single} END" : single;

    private string Reduced(MergeColumn column, string value, string winner) => rule.Columns.FirstOrDefault(pair => string.Equals(pair.Key, column.Name, StringComparison.OrdinalIgnoreCase)) switch
    {
        { Key: null } => value,
        { Value: CollapsedValue.Max } => $"MAX({value}) OVER (PARTITION BY {winner})",
        { Value: CollapsedValue.Min } => $"MIN({value}) OVER (PARTITION BY {winner})",
        _ => $"SUM({value}) OVER (PARTITION BY {winner})",
    };

    private string Value(Translation single, MergeColumn column) => sql.Table.Key.ToList().IndexOf(column) is >= 0 and var place ? $"m.s{place + 1}" : single.Value(column);

    private static string Name(MergeColumn column) => $"v{column.Index}";
}
