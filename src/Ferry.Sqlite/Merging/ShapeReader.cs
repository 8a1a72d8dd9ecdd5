using Ferry.Merging;
using Ferry.Schema;
using Ferry.Sqlite.Connections;
using Ferry.Sqlite.Schema;

namespace Ferry.Sqlite.Merging;

/// <summary>Reads the shapes of all ordinary tables inside the connection's transaction.</summary>
internal sealed class ShapeReader
{
    private readonly Connection _connection;
    private readonly IReadOnlyList<SchemaRow> _schema;
    private readonly Catalog _catalog;
    private readonly IReadOnlyDictionary<string, IReadOnlyList<ColumnRow>> _rows;

    private ShapeReader(Connection connection, string database)
    {
        _connection = connection;
        _schema = SchemaQueries.Rows(connection);
        _catalog = CatalogReader.Read(connection, database, TableSelection.All);
        _rows = _catalog.Tables.Where(table => table.Content == TableContent.Rows).ToDictionary(
            table => table.Name, table => SchemaQueries.Columns(connection, table.Name), StringComparer.OrdinalIgnoreCase);
    }

    public static IReadOnlyList<TableShape> Read(Connection connection, string database) => new ShapeReader(connection, database).Read();

    private List<TableShape> Read()
    {
        var own = new OwnTables(_catalog.Tables.Select(table => table.Name));
        return
        [
            .. from table in _catalog.Tables
               where table.Content == TableContent.Rows && !table.Attributes.ContainsKey(TableAttributes.ShadowOf) && !own.Contains(table.Name)
               orderby table.Name
               select Read(table),
        ];
    }

    private TableShape Read(Table table)
    {
        var rows = _rows[table.Name];
        var hidden = table.Attributes.GetValueOrDefault(TableAttributes.HiddenRowid);
        var numbered = hidden is null && table.ChunkKey is [var key] ? key : null;
        var references = References(table.Name);
        var definition = TableDefinition.Parse(_schema.First(row => row.Type == "table" && row.Name == table.Name).Sql!);
        return new()
        {
            Name = table.Name,
            Columns = [.. table.Columns.Zip(rows, (column, row) => new ColumnShape(Numbered(column, numbered), row.Generated ? null : row.Default) { Computed = row.Generated ? definition.Computed.GetValueOrDefault(row.Name) : null })],
            PrimaryKey = PrimaryKey(rows),
            Uniques = new UniqueIndexes(_connection, _schema).Of(table),
            ForeignKeys = references,
            Checks = definition.Checks,
            Triggers = [.. _schema.Where(row => IsOf(table.Name, row) && TriggerEvent.WritesRows(row.Sql!)).Select(row => row.Name)],
            Counter = table.Attributes.GetValueOrDefault(TableAttributes.Sequence),
            HiddenKey = hidden,
            EstimatedRows = table.EstimatedRows,
            Findings =
            [
                .. from reference in references
                   where !_rows.ContainsKey(reference.ParentTable)
                   select new Finding(
                       FindingSeverity.Warning, "sqlite.parent-missing", $"A foreign key of table {table.Name} refers to {reference.ParentTable}, which does not exist.",
                       "Create the table, or drop the reference."),
            ],
        };
    }

    private static bool IsOf(string table, SchemaRow row) =>
        row is { Type: "trigger", Sql: not null } && string.Equals(row.Table, table, StringComparison.OrdinalIgnoreCase);

    /// <summary>A column that is the row number is never NULL and numbered by itself, whatever its declaration says.</summary>
    private static Column Numbered(Column column, string? number) => column.Name == number ? column with { AutoIncrement = true, Nullable = false } : column;

    private static List<string> PrimaryKey(IReadOnlyList<ColumnRow> rows) =>
        [.. rows.Where(row => row.PrimaryKey > 0).OrderBy(row => row.PrimaryKey).Select(row => row.Name)];

    private List<ReferenceShape> References(string table)
    {
        using var statement = _connection.Prepare("SELECT id, \"table\", \"from\", \"to\" FROM pragma_foreign_key_list(?) ORDER BY id, seq");
        statement.Bind(1, table);
        var parts = new List<(long Key, string Parent, string Column, string? ParentColumn)>();
        while (statement.Step())
        {
            parts.Add((statement.Integer(0), statement.Text(1) ?? "", statement.Text(2) ?? "", statement.Text(3)));
        }

        return [.. parts.GroupBy(part => part.Key).Select(key => Reference([.. key]))];
    }

    /// <summary>Names are compared without case, and a parent's columns need not be named: then its primary key is meant.</summary>
    private ReferenceShape Reference(List<(long Key, string Parent, string Column, string? ParentColumn)> parts)
    {
        var parent = _rows.Keys.FirstOrDefault(name => string.Equals(name, parts[0].Parent, StringComparison.OrdinalIgnoreCase)) ?? parts[0].Parent;
        var columns = _rows.GetValueOrDefault(parent) ?? [];
        IReadOnlyList<string> named = parts[0].ParentColumn is null
            ? PrimaryKey(columns)
            : [.. parts.Select(part => columns.FirstOrDefault(column => Same(column.Name, part.ParentColumn!))?.Name ?? part.ParentColumn!)];
        return new("", [.. parts.Select(part => part.Column)], parent, named);
    }

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
