using Ferry.Merging;
using Ferry.Schema;
using Ferry.Sqlite.Connections;

namespace Ferry.Sqlite.Merging;

/// <summary>Tables with a prefix in the target's own file.</summary>
internal sealed class StagingDialect : IStagingDialect
{
    public IRowFormat Rows { get; } = new StagedFields();

    public string Area(string database, string source) => $"ferry_{source}_";

    public string Table(string area, string table) => SqliteDialect.Quote(area + table);

    public string List(string area) =>
        $"SELECT substr(name, {area.Length + 1}) FROM sqlite_schema WHERE type = 'table' AND substr(name, 1, {area.Length}) = {SqliteDialect.Literal(area)}";

    public string Columns(string area, string table) => $"SELECT name, type FROM pragma_table_info({SqliteDialect.Literal(area + table)})";

    public IReadOnlyList<string> Create(string area, StagingTable table)
    {
        var name = Table(area, table.Name);
        var columns = table.Columns.Select(column => $"{SqliteDialect.Quote(column.Name)} {column.Type}");
        var key = table.Key.Count == 0 ? [] : new[] { $"PRIMARY KEY ({Names(table.Key)})" };
        return
        [
            $"CREATE TABLE {name} ({string.Join(", ", columns.Concat(key))})",
            .. table.Indexes.Select((index, number) => $"CREATE INDEX {Table(area, $"{table.Name}_{number + 1}")} ON {name} ({Names(index)})"),
        ];
    }

    public string Retype(string area, string table, IReadOnlyList<string> columns, string type) => throw new NotSupportedException("A column of SQLite holds values of any length.");

    // Its statistics would be of the user's tables, too, and it starts from the table that has no index.
    public string? Analyze(string area, string table) => null;

    // Affinity makes of a value what the target would make of it when it is written there.
    public string TypeFor(Column source, ColumnShape? target) => target is null ? Declared(source) : TypeOf(StagingType.Value, target);

    public string TypeOf(StagingType kind, ColumnShape? target = null) => kind switch
    {
        StagingType.Value => Declared(target!.Column),
        StagingType.Number => "INTEGER",
        _ => "TEXT",
    };

    private static string Names(IEnumerable<string> names) => string.Join(", ", names.Select(SqliteDialect.Quote));

    // ANY keeps values as they are in a STRICT table, where it may be declared, and makes numbers of texts elsewhere.
    private static string Declared(Column column)
    {
        var type = column.Type.Equals("ANY", StringComparison.OrdinalIgnoreCase) ? "" : column.Type;
        return column.Collation is null or "BINARY" ? type : $"{type} COLLATE {SqliteDialect.Quote(column.Collation)}";
    }
}
