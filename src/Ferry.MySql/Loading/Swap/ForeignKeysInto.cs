using Ferry.MySql.Connections;
using Ferry.MySql.Ddl;
using Ferry.MySql.Dialects;

namespace Ferry.MySql.Loading.Swap;

/// <summary>Finds foreign keys of tables that stay and refer to tables that are replaced. RENAME TABLE would carry them along to the old ones.</summary>
internal sealed class ForeignKeysInto(ServerConnection connection)
{
    private const string Action = "Reading foreign keys into the replaced tables";

    /// <summary>Writes the statements that drop them and that add them again.</summary>
    /// <param name="database">The database whose tables are replaced.</param>
    /// <param name="replaced">Those tables.</param>
    /// <param name="cancellationToken">Ends the queries.</param>
    public async ValueTask<(IReadOnlyList<string> Detach, IReadOnlyList<string> Attach)> ReadAsync(
        string database, IReadOnlySet<string> replaced, CancellationToken cancellationToken)
    {
        var keys = await connection.QueryAsync(
            "SELECT DISTINCT TABLE_SCHEMA, TABLE_NAME, CONSTRAINT_NAME, REFERENCED_TABLE_NAME FROM information_schema.KEY_COLUMN_USAGE "
                + $"WHERE REFERENCED_TABLE_SCHEMA = {Quote.Literal(database)} ORDER BY TABLE_SCHEMA, TABLE_NAME, CONSTRAINT_NAME",
            Action,
            row => (Schema: row.Required(0), Table: row.Required(1), Name: row.Required(2), Referenced: row.Required(3)),
            cancellationToken).ConfigureAwait(false);
        var detach = new List<string>();
        var attach = new List<string>();
        foreach (var table in keys.Where(key => replaced.Contains(key.Referenced) && !(key.Schema == database && replaced.Contains(key.Table)))
            .GroupBy(key => (key.Schema, key.Table)))
        {
            var name = Quote.Identifier(table.Key.Schema, table.Key.Table);
            var names = table.Select(key => key.Name).ToHashSet(StringComparer.Ordinal);
            var ddl = (await connection.QueryAsync($"SHOW CREATE TABLE {name}", Action, row => row.Required(1), cancellationToken).ConfigureAwait(false))[0];
            var elements = CreateTableParser.Parse(ddl).Elements
                .Where(element => element.Kind == TableElementKind.ForeignKey && element.Name is not null && names.Contains(element.Name)).ToList();
            detach.Add($"ALTER TABLE {name} {string.Join(", ", elements.Select(element => $"DROP FOREIGN KEY {Quote.Identifier(element.Name!)}"))}");
            attach.Add($"ALTER TABLE {name} {string.Join(", ", elements.Select(element => $"ADD {element.Sql}"))}");
        }

        return (detach, attach);
    }
}
