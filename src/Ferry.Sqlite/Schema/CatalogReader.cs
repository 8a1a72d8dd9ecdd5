using System.Globalization;
using Ferry.Schema;
using Ferry.Sqlite.Connections;

namespace Ferry.Sqlite.Schema;

/// <summary>Reads a catalog inside the connection's transaction.</summary>
internal sealed class CatalogReader
{
    private const long SmallFile = 32 * 1024 * 1024;
    private const long SmallestRow = 8;

    private readonly Connection _connection;
    private readonly long _bytes;
    private readonly IReadOnlyList<SchemaRow> _schema;
    private readonly IReadOnlyDictionary<string, TableListing> _shapes;
    private readonly ILookup<string, string> _sequences;
    private readonly ILookup<string, string> _statistics;

    private CatalogReader(Connection connection)
    {
        _connection = connection;
        _bytes = connection.Integer("PRAGMA page_count") * connection.Integer("PRAGMA page_size");
        _schema = SchemaQueries.Rows(connection);
        _shapes = SchemaQueries.Shapes(connection);
        _sequences = SchemaQueries.Pairs(connection, _schema, "sqlite_sequence", "SELECT name, seq FROM sqlite_sequence");
        _statistics = SchemaQueries.Pairs(
            connection, _schema, "sqlite_stat1", "SELECT tbl, coalesce(idx, '') || ' ' || stat FROM sqlite_stat1 ORDER BY tbl, idx");
    }

    public static Catalog Read(Connection connection, string database, TableSelection selection) =>
        new CatalogReader(connection).Read(database, selection);

    private Catalog Read(string database, TableSelection selection)
    {
        var wanted = new Selection(selection, _schema, _shapes);
        var tables = _schema
            .Where(row => row is { Type: "table", Internal: false })
            .Select(row => (Row: row, Content: wanted.Decide(row.Name)))
            .Where(entry => entry.Content is not null)
            .Select(entry => ReadTable(entry.Row, entry.Content!.Value, wanted.OwnerOf(entry.Row.Name)))
            .ToList();
        return new Catalog
        {
            Engine = "sqlite",
            Database = database,
            Tables = WithSizes(tables),
            Objects = _schema.Where(row => IsKept(row, wanted)).Select(ToObject).ToList(),
            Settings = DatabaseSettings.Read(_connection),
        };
    }

    private static bool IsKept(SchemaRow row, Selection wanted) =>
        row is { Internal: false, Sql: not null } && row.Type != "table" && (row.Type == "view" || wanted.Decide(row.Table) is not null);

    private static SchemaObject ToObject(SchemaRow row) => new()
    {
        Kind = row.Type switch
        {
            "view" => ObjectKind.View,
            "trigger" => ObjectKind.Trigger,
            _ => ObjectKind.Index,
        },
        Name = row.Name,
        Table = row.Type == "view" ? null : row.Table,
        Ddl = row.Sql!,
    };

    private Table ReadTable(SchemaRow row, TableContent content, string? owner)
    {
        var shape = _shapes.GetValueOrDefault(row.Name) ?? new("table", WithoutRowid: false, Strict: false);
        var columns = shape.Virtual ? [] : SchemaQueries.Columns(_connection, row.Name);
        var rowid = shape.Virtual || shape.WithoutRowid ? null : SchemaQueries.Rowid(_connection, row.Name, columns);
        return new Table
        {
            Name = row.Name,
            Ddl = row.Sql ?? "",
            Columns = columns.Select(column => ToColumn(row.Name, column)).ToList(),
            ChunkKey = rowid is null ? [] : [rowid.Name],
            Content = shape.Virtual ? TableContent.Remote : content,
            EstimatedRows = shape.Virtual ? 0 : EstimateRows(row.Name, rowid),
            Attributes = Attributes(row.Name, shape, rowid, owner),
        };
    }

    private Column ToColumn(string table, ColumnRow column) => SchemaQueries.Complete(_connection, table, new Column
    {
        Name = column.Name,
        Type = column.Type,
        Nullable = !column.NotNull,
        Generated = column.Generated,
        Invisible = column.Hidden == 1,
    });

    private SortedDictionary<string, string> Attributes(string table, TableListing shape, RowidName? rowid, string? owner)
    {
        var attributes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        Add(TableAttributes.HiddenRowid, rowid is { IsColumn: false } ? rowid.Name : null);
        Add(TableAttributes.ShadowOf, owner);
        Add(TableAttributes.WithoutRowid, shape.WithoutRowid ? "true" : null);
        Add(TableAttributes.Strict, shape.Strict ? "true" : null);
        Add(TableAttributes.Sequence, _sequences[table].FirstOrDefault());
        Add(TableAttributes.Statistics, _statistics[table].Any() ? string.Join('\n', _statistics[table]) : null);
        return attributes;

        void Add(string key, string? value)
        {
            if (value is not null)
            {
                attributes[key] = value;
            }
        }
    }

    /// <summary>From ANALYZE where it ran, else counted in a small file, else from the span of the rowids and the size of the file, upper bounds both.</summary>
    private long EstimateRows(string table, RowidName? rowid)
    {
        foreach (var statistic in _statistics[table])
        {
            var number = statistic[(statistic.IndexOf(' ', StringComparison.Ordinal) + 1)..].Split(' ')[0];
            if (long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var rows))
            {
                return rows;
            }
        }

        var name = SqliteDialect.Quote(table);
        if (_bytes <= SmallFile)
        {
            return _connection.Integer($"SELECT count(*) FROM {name}");
        }

        if (rowid is null)
        {
            return 0;
        }

        var key = SqliteDialect.Quote(rowid.Name);
        var most = (_bytes / SmallestRow).ToString(CultureInfo.InvariantCulture);
        return _connection.Integer(
            $"SELECT coalesce(CAST(min((SELECT max({key}) FROM {name}) - (SELECT min({key}) FROM {name}) + 1.0, {most}) AS INTEGER), 0)");
    }

    /// <summary>Shares the file's size among the tables by their rows: the library is built without the module that knows better.</summary>
    private List<Table> WithSizes(List<Table> tables)
    {
        var rows = tables.Sum(table => (double)table.EstimatedRows);
        return tables.ConvertAll(table => table with { EstimatedBytes = rows == 0 ? 0 : (long)((double)_bytes * table.EstimatedRows / rows) });
    }
}
