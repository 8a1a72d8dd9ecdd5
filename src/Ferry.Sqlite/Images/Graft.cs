using Ferry.Sqlite.Connections;
using Ferry.Sqlite.Schema;

namespace Ferry.Sqlite.Images;

/// <summary>Replaces tables of a private copy by those of an image, with their indexes, triggers, counters and statistics.</summary>
internal sealed class Graft
{
    private readonly Connection _connection;
    private readonly IReadOnlyList<SchemaRow> _from;
    private readonly IReadOnlyList<SchemaRow> _into;

    private Graft(Connection connection)
    {
        _connection = connection;
        _from = SchemaQueries.Rows(connection, "image");
        _into = SchemaQueries.Rows(connection);
    }

    public static void Apply(DatabaseFile copy, DatabaseFile image, IReadOnlyCollection<string> tables, CancellationToken cancellationToken)
    {
        bool wal;
        using (var connection = PrivateWriter.Open(copy, out wal))
        using (connection.InterruptOn(cancellationToken))
        {
            connection.Execute($"ATTACH {SqliteDialect.Literal(FileUri.For(image.Path, immutable: true))} AS image");
            CollationStubs.Register(connection);
            var graft = new Graft(connection);
            connection.Execute("BEGIN");
            foreach (var table in tables)
            {
                graft.Replace(table);
            }

            connection.Execute("COMMIT");
        }

        PrivateWriter.Finish(copy, wal);
    }

    private void Replace(string name)
    {
        var row = _from.FirstOrDefault(row => row.Type == "table" && string.Equals(row.Name, name, StringComparison.OrdinalIgnoreCase))
            ?? throw new FerryException(
                FailureKind.NotFound, "sqlite.no-such-table", $"The backup has no table {name}.", remedy: "List its tables with ferry show.");
        if (_into.Any(other => other.Type == "table" && string.Equals(other.Name, row.Name, StringComparison.OrdinalIgnoreCase)))
        {
            _connection.Execute($"DROP TABLE main.{SqliteDialect.Quote(row.Name)}");
        }

        _connection.Execute(row.Sql!);
        if (SchemaQueries.Shapes(_connection)[row.Name].Virtual)
        {
            CopyShadows(row.Name);
        }
        else
        {
            CopyRows(row.Name);
        }

        foreach (var part in _from.Where(part => part is { Sql: not null, Type: "index" or "trigger" } && part.Table == row.Name))
        {
            _connection.Execute(part.Sql!);
        }

        CopyInternal("sqlite_sequence", "name", row.Name);
        CopyInternal("sqlite_stat1", "tbl", row.Name);
    }

    /// <summary>A virtual table's rows are those of its shadow tables, which its module has just made.</summary>
    private void CopyShadows(string name)
    {
        var shapes = SchemaQueries.Shapes(_connection);
        var selection = new Selection(Ferry.Schema.TableSelection.All, SchemaQueries.Rows(_connection), shapes);
        foreach (var shadow in shapes.Keys.Where(shadow => selection.OwnerOf(shadow) == name))
        {
            _connection.Execute($"DELETE FROM main.{SqliteDialect.Quote(shadow)}");
            CopyRows(shadow);
        }
    }

    private void CopyRows(string name)
    {
        var columns = SchemaQueries.Columns(_connection, name);
        var shape = SchemaQueries.Shapes(_connection)[name];
        var names = columns.Where(column => !column.Generated).Select(column => SqliteDialect.Quote(column.Name)).ToList();
        if (!shape.WithoutRowid && SchemaQueries.Rowid(_connection, name, columns) is { IsColumn: false } rowid)
        {
            names.Insert(0, SqliteDialect.Quote(rowid.Name));
        }

        var (list, table) = (string.Join(", ", names), SqliteDialect.Quote(name));
        _connection.Execute($"INSERT INTO main.{table} ({list}) SELECT {list} FROM image.{table} NOT INDEXED");
    }

    private void CopyInternal(string table, string key, string name)
    {
        if (!_from.Any(row => row.Name == table) || !SchemaQueries.Rows(_connection).Any(row => row.Name == table))
        {
            return;
        }

        _connection.Execute($"DELETE FROM main.{table} WHERE {key} = {SqliteDialect.Literal(name)}");
        _connection.Execute($"INSERT INTO main.{table} SELECT * FROM image.{table} WHERE {key} = {SqliteDialect.Literal(name)}");
    }
}
