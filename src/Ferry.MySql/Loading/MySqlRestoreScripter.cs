using Ferry.Loading;
using Ferry.MySql.Columns;
using Ferry.MySql.Dialects;
using Ferry.Schema;

namespace Ferry.MySql.Loading;

/// <summary>Turns catalogs of MySQL and MariaDB into restore statements. Pure: no server is asked.</summary>
internal sealed class MySqlRestoreScripter : IRestoreScripter
{
    public RestoreScript Write(Catalog catalog, RestoreScriptOptions options) => new CatalogScript(catalog, options).Write();

    public IEnumerable<ScriptStatement> Statements(Catalog catalog, RestoreScriptOptions options) => new CatalogScript(catalog, options).Statements();

    public IReadOnlyList<string> SessionStatements() => LoadSession.Statements;

    public string LoadStatement(Table table, string file)
    {
        var load = ColumnLoad.For(table);
        var assignments = load.Assignments.Count == 0 ? "" : $"\nSET {string.Join(", ", load.Assignments)}";
        return $"""
            LOAD DATA LOCAL INFILE {Quote.Literal(file)} INTO TABLE {Quote.Identifier(table.Name)}
            CHARACTER SET binary FIELDS TERMINATED BY '\t' ESCAPED BY '\\' LINES TERMINATED BY '\n'
            ({string.Join(", ", load.Targets)}){assignments}
            """;
    }

    public string ClientText(ScriptStatement statement) => ClientScript.Text(statement);

    public async ValueTask WriteInsertsAsync(Table table, Stream rows, Stream sql, CancellationToken cancellationToken)
    {
        var inserts = new InsertStatements(table, InsertStatements.UsualBytes);
        await foreach (var statement in inserts.ReadAsync(rows, cancellationToken).ConfigureAwait(false))
        {
            await sql.WriteAsync(statement, cancellationToken).ConfigureAwait(false);
            await sql.WriteAsync(";\n"u8.ToArray(), cancellationToken).ConfigureAwait(false);
        }
    }
}
