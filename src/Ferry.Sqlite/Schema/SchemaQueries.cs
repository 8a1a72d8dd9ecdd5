using Ferry.Schema;
using Ferry.Sqlite.Connections;
using SQLitePCL;

namespace Ferry.Sqlite.Schema;

/// <summary>The statements that read a schema.</summary>
internal static class SchemaQueries
{
    private static readonly string[] RowidKeywords = ["rowid", "_rowid_", "oid"];

    /// <summary>All rows of <c>sqlite_schema</c> in the order in which SQLite keeps them.</summary>
    public static IReadOnlyList<SchemaRow> Rows(Connection connection, string database = "main")
    {
        using var statement = connection.Prepare($"SELECT type, name, tbl_name, sql FROM {SqliteDialect.Quote(database)}.sqlite_schema ORDER BY rowid");
        var rows = new List<SchemaRow>();
        while (statement.Step())
        {
            rows.Add(new(statement.Text(0) ?? "", statement.Text(1) ?? "", statement.Text(2) ?? "", statement.Text(3)));
        }

        return rows;
    }

    public static IReadOnlyDictionary<string, TableListing> Shapes(Connection connection)
    {
        using var statement = connection.Prepare("SELECT name, type, wr, strict FROM pragma_table_list WHERE schema = 'main'");
        var shapes = new Dictionary<string, TableListing>(StringComparer.Ordinal);
        while (statement.Step())
        {
            shapes[statement.Text(0) ?? ""] = new(statement.Text(1) ?? "", statement.Integer(2) != 0, statement.Integer(3) != 0);
        }

        return shapes;
    }

    /// <summary>The name by which a table's rowid can be asked for: its INTEGER PRIMARY KEY, else a keyword that no column hides.</summary>
    public static RowidName? Rowid(Connection connection, string table, IReadOnlyList<ColumnRow> columns)
    {
        var keys = columns.Where(column => column.PrimaryKey > 0).ToList();

        // A primary key of one column that has no index of its own is the rowid itself; "INTEGER PRIMARY KEY DESC" is not.
        if (keys.Count == 1)
        {
            using var statement = connection.Prepare("SELECT 1 FROM pragma_index_list(?) WHERE origin = 'pk'");
            if (!statement.Bind(1, table).Step())
            {
                return new(keys[0].Name, IsColumn: true);
            }
        }

        var free = RowidKeywords.FirstOrDefault(
            name => !columns.Any(column => string.Equals(column.Name, name, StringComparison.OrdinalIgnoreCase)));
        return free is null ? null : new(free, IsColumn: false);
    }

    public static IReadOnlyList<ColumnRow> Columns(Connection connection, string table)
    {
        using var statement = connection.Prepare("SELECT name, type, \"notnull\", pk, dflt_value, hidden FROM pragma_table_xinfo(?) ORDER BY cid");
        statement.Bind(1, table);
        var columns = new List<ColumnRow>();
        while (statement.Step())
        {
            columns.Add(new(
                statement.Text(0) ?? "", statement.Text(1) ?? "", statement.Integer(2) != 0, (int)statement.Integer(3), statement.Text(4),
                (int)statement.Integer(5)));
        }

        return columns;
    }

    /// <summary>Two columns of an internal table that may not exist, as pairs.</summary>
    public static ILookup<string, string> Pairs(Connection connection, IReadOnlyList<SchemaRow> schema, string table, string sql)
    {
        var pairs = new List<KeyValuePair<string, string>>();
        if (schema.Any(row => row.Name == table))
        {
            using var statement = connection.Prepare(sql);
            while (statement.Step())
            {
                pairs.Add(new(statement.Text(0) ?? "", statement.Text(1) ?? ""));
            }
        }

        return pairs.ToLookup(pair => pair.Key, pair => pair.Value, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The collation and the AUTOINCREMENT mark, which no pragma tells.</summary>
    public static Column Complete(Connection connection, string table, Column column)
    {
        var result = raw.sqlite3_table_column_metadata(
            connection.Handle, "main", table, column.Name, out _, out var collation, out _, out _, out var autoIncrement);
        connection.Check(result);
        return column with { Collation = collation, AutoIncrement = autoIncrement != 0 };
    }
}
