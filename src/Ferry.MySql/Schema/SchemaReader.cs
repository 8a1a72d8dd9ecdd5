using Ferry.MySql.Connections;
using Ferry.MySql.Dialects;
using Ferry.MySql.Privileges;
using Ferry.Schema;

namespace Ferry.MySql.Schema;

/// <summary>Reads a catalog: a fixed number of bulk queries, and one SHOW CREATE an object.</summary>
internal sealed class SchemaReader(ServerConnection connection, ServerDialect dialect, string? database) : ISchemaReader
{
    public async ValueTask<Catalog?> ReadAsync(TableSelection selection, CancellationToken cancellationToken)
    {
        if (database is null)
        {
            return null;
        }

        var schemata = await connection.QueryAsync(
            $"SELECT SCHEMA_NAME, DEFAULT_CHARACTER_SET_NAME, DEFAULT_COLLATION_NAME FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = {Quote.Literal(database)}",
            "Reading the database's defaults",
            row => (Name: row.Required(0), Charset: row.Text(1), Collation: row.Text(2)),
            cancellationToken).ConfigureAwait(false);
        if (schemata.Count == 0)
        {
            return null;
        }

        var omissions = new List<Finding>();
        var query = new CatalogQuery(connection, dialect, schemata[0].Name, selection, omissions);
        omissions.AddRange(HiddenCode.Of(await PrivilegeSet.ReadAsync(connection, cancellationToken).ConfigureAwait(false), query.Database));
        var tables = await new TableReader(query).ReadAsync(cancellationToken).ConfigureAwait(false);
        if (dialect is MariaDbDialect)
        {
            await new UnprintableDefaults(query).ReportAsync(cancellationToken).ConfigureAwait(false);
        }

        await new UnlistedTables(query).ReportAsync(cancellationToken).ConfigureAwait(false);

        return new Catalog
        {
            Engine = MySqlProvider.EngineName,
            Database = query.Database,
            Charset = schemata[0].Charset,
            Collation = schemata[0].Collation,
            Tables = tables,
            Objects =
            [
                .. await new SequenceReader(query).ReadAsync(cancellationToken).ConfigureAwait(false),
                .. await new ViewReader(query).ReadAsync(cancellationToken).ConfigureAwait(false),
                .. await new TriggerReader(query).ReadAsync(cancellationToken).ConfigureAwait(false),
                .. await new RoutineReader(query).ReadAsync(cancellationToken).ConfigureAwait(false),
                .. await new EventReader(query).ReadAsync(cancellationToken).ConfigureAwait(false),
            ],
            Settings = await OptionsAsync(query, cancellationToken).ConfigureAwait(false),
            Omissions = omissions,
        };
    }

    private async ValueTask<IReadOnlyDictionary<string, string>> OptionsAsync(CatalogQuery query, CancellationToken cancellationToken) =>
        dialect.DatabaseOptions(query.Database) is not { } sql
            ? new Dictionary<string, string>()
            : new Dictionary<string, string>(await connection.QueryAsync(
                sql, "Reading the database's options", row => KeyValuePair.Create(row.Required(0), row.Required(1)), cancellationToken).ConfigureAwait(false));
}
