using Ferry.Merging;
using Ferry.Schema;
using Ferry.Sqlite.Connections;
using Ferry.Sqlite.Schema;

namespace Ferry.Sqlite.Merging;

/// <summary>Reads the unique indexes of a table that are not its primary key.</summary>
internal sealed class UniqueIndexes(Connection connection, IReadOnlyList<SchemaRow> schema)
{
    public IReadOnlyList<UniqueShape> Of(Table table)
    {
        var indexes = new List<(string Name, bool Partial)>();
        using (var statement = connection.Prepare("SELECT name, partial FROM pragma_index_list(?) WHERE \"unique\" AND origin <> 'pk' ORDER BY name"))
        {
            statement.Bind(1, table.Name);
            while (statement.Step())
            {
                indexes.Add((statement.Text(0) ?? "", statement.Integer(1) != 0));
            }
        }

        return [.. indexes.Select(index => Read(table, index.Name, index.Partial))];
    }

    private UniqueShape Read(Table table, string index, bool partial)
    {
        // An index that a UNIQUE clause made has no definition of its own, and neither expressions nor a condition.
        var sql = schema.FirstOrDefault(row => row.Type == "index" && row.Name == index)?.Sql;
        var definition = sql is null ? null : IndexDefinition.Parse(sql);
        using var statement = connection.Prepare("SELECT seqno, name, coll FROM pragma_index_xinfo(?) WHERE key ORDER BY seqno");
        statement.Bind(1, index);
        var parts = new List<UniquePart>();
        while (statement.Step())
        {
            var column = statement.Text(1);
            var own = column is null ? null : table.Columns.FirstOrDefault(each => each.Name == column)?.Collation;
            var collation = statement.Text(2);
            parts.Add(new(column, column is null ? definition?.Parts[(int)statement.Integer(0)] : null)
            {
                Collation = string.Equals(collation, own ?? "BINARY", StringComparison.OrdinalIgnoreCase) ? null : collation,
            });
        }

        return new(index, parts) { Where = partial ? definition?.Where : null };
    }
}
