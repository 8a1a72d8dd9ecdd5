using System.Security.Cryptography;
using System.Text;
using Ferry.Merging;
using Ferry.MySql.Dialects;
using Ferry.Schema;

namespace Ferry.MySql.Merging;

/// <summary>Tables of a database of their own, beside the target on the same server.</summary>
internal sealed class StagingDialect : IStagingDialect
{
    private const string AreaMark = "_ferry_";
    private const int LongestName = 64;
    private const int LongestKept = 47;

    // Some servers refuse tables without a primary key, replication groups their rows; and a replica that is told of changes by rows looks through all of such a table for each.
    private const string OwnKey = "ferry_row";

    public IRowFormat Rows { get; } = new StagedFields();

    public string Area(string database, string source) => Fit($"{database}{AreaMark}{source}");

    /// <summary>Whether a name is that of a staging area of a database; not known of one whose name is so long that it was cut.</summary>
    public static bool IsArea(string name, string database) =>
        name.StartsWith(database + AreaMark, StringComparison.Ordinal) && !name[(database.Length + AreaMark.Length)..].Contains(AreaMark, StringComparison.Ordinal);

    public string Table(string area, string table) => Quote.Identifier(area, Fit(table));

    public string List(string area) => $"SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = {Quote.Literal(area)}";

    public string Columns(string area, string table) =>
        $"SELECT COLUMN_NAME, COLUMN_TYPE FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = {Quote.Literal(area)} AND TABLE_NAME = {Quote.Literal(Fit(table))}";

    public IReadOnlyList<string> Create(string area, StagingTable table)
    {
        var parts = table.Columns.Select(column => $"{Quote.Identifier(column.Name)} {column.Type}").ToList();
        parts.Add(table.Key.Count > 0 ? $"PRIMARY KEY ({Quote.Identifiers(table.Key)})" : $"{Quote.Identifier(OwnKey)} bigint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY");

        var types = table.Columns.ToDictionary(column => column.Name, column => column.Type);
        parts.AddRange(table.Indexes.Select(index => $"KEY ({string.Join(", ", index.Select(name => StagingTypes.Indexed(name, types[name])))})"));
        return [$"CREATE TABLE {Table(area, table.Name)} ({string.Join(", ", parts)}) ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin"];
    }

    public string Retype(string area, string table, IReadOnlyList<string> columns, string type) =>
        $"ALTER TABLE {Table(area, table)} {string.Join(", ", columns.Select(column => $"MODIFY {Quote.Identifier(column)} {type}"))}";

    public string? Analyze(string area, string table) => $"ANALYZE NO_WRITE_TO_BINLOG TABLE {Table(area, table)}";

    public string TypeFor(Column source, ColumnShape? target) => StagingTypes.For(source, target);

    public string TypeOf(StagingType kind, ColumnShape? target = null) => kind switch
    {
        StagingType.Value => StagingTypes.Of(target!),
        StagingType.Number => "bigint",
        StagingType.Word => "varchar(32) CHARACTER SET ascii COLLATE ascii_bin",
        _ => "longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin",
    };

    // The end of a name that is too long becomes a hash, so that two long names stay two.
    private static string Fit(string name) => name.Length <= LongestName
        ? name
        : $"{name[..LongestKept]}_{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..16]}";
}
