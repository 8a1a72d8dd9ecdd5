using System.Globalization;
using System.IO.Hashing;
using System.Text;
using Ferry.Merging;
using Ferry.Sync.Model;

namespace Ferry.Sync.Staging;

/// <summary>Names and conditions of one table's statements. Aliases are the same everywhere: <c>n</c> staged rows, <c>m</c> the identity map, <c>t</c> the target's own table, <c>a</c> changes.</summary>
internal sealed class TableSql(IMergeDialect dialect, string area, MergeTable table, long run)
{
    public const string Hash = "ferry_hash";
    public const string Cells = "ferry_cells";
    public const string OpenPrefix = "open";
    public const string KnownPrefix = "known";

    /// <summary>In the map, of the run that placed a row: 1 where it is recorded as it will be, 0 where its cells have still to be compared with the target's own row; NULL where nothing is known but its place.</summary>
    public const string Settled = "settled";

    /// <summary>The hash of a row that stands in for one of the source, staged and in the map.</summary>
    public const string StandsIn = "1";

    /// <summary>The hash that the map holds of a row to be looked at whenever it is staged, although the source has not changed it.</summary>
    public const string Unseen = "2";

    public MergeTable Table => table;

    public IMergeDialect Dialect => dialect;

    public long Run => run;

    /// <summary>The target's own table.</summary>
    public string Own => dialect.Quote(table.Name);

    public string NewName => $"new_{table.Name}";

    public string MapName => MapNameOf(table.Name);

    public string ChangesName => $"act{run}_{table.Name}";

    public string KeysName => $"key_{table.Name}";

    /// <summary>Rows in conflict that earlier runs have left open. What they hold is part of the name: after the schema has changed, they lie in another table.</summary>
    public string OpenName => $"{OpenPrefix}{Shape}_{table.Name}";

    /// <summary>How many copies of what are known, of a table without a primary key. What they hold is part of the name here, too.</summary>
    public string KnownName => $"{KnownPrefix}{Shape}_{table.Name}";

    public string PairsName => $"pair_{table.Name}";

    public string New => Staged(NewName);

    public string Map => Staged(MapName);

    public string Changes => Staged(ChangesName);

    public string Open => Staged(OpenName);

    public static string MapNameOf(string table) => $"map_{table}";

    public string Staged(string name) => dialect.Staging.Table(area, name);

    /// <summary>The names of source keys in maps: <c>s1</c> and so on.</summary>
    public IEnumerable<string> SourceKey(string? alias = null) => Numbered("s", alias);

    /// <summary>The names of target keys in maps: <c>t1</c> and so on.</summary>
    public IEnumerable<string> TargetKey(string? alias = null) => Numbered("t", alias);

    /// <summary>The primary key's columns in staged rows.</summary>
    public IEnumerable<string> StagedKey(string alias) => table.Key.Select(column => $"{alias}.{dialect.Quote(column.Source.Name)}");

    /// <summary>The primary key's columns in the target's own table.</summary>
    public IEnumerable<string> OwnKey(string alias) => table.Key.Select(column => $"{alias}.{dialect.Quote(column.Name)}");

    public string MapOfStaged(string map = "m", string staged = "n") => Equal(SourceKey(map), StagedKey(staged));

    public string MapOfOwn(string map = "m", string own = "t") => Equal(TargetKey(map), OwnKey(own));

    /// <summary>The condition on the map that a row comes in with this run.</summary>
    public string Arrived => $"m.first_run = {Run} AND m.origin = 'new' AND m.status = 'live'";

    /// <summary>The condition that a staged row is one of the source.</summary>
    public static string IsReal => $"n.{Hash} <> {StandsIn}";

    public static string Equal(IEnumerable<string> left, IEnumerable<string> right) =>
        string.Join(" AND ", left.Zip(right, (one, other) => $"{one} = {other}"));

    public static string List(IEnumerable<string> parts) => string.Join(", ", parts);

    public static string All(IEnumerable<string> conditions) => string.Join(" AND ", conditions);

    private string Shape => XxHash32.HashToUInt32(Encoding.UTF8.GetBytes(
        string.Join('|', table.Columns.Select(column => $"{column.Source.Name} {column.Cell} {dialect.Staging.TypeFor(column.Source, column.Shape)}")))).ToString("x8", CultureInfo.InvariantCulture);

    private IEnumerable<string> Numbered(string letter, string? alias) =>
        table.Key.Select((_, index) => $"{(alias is null ? "" : $"{alias}.")}{letter}{index + 1}");
}
