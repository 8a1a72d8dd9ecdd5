using Ferry.MySql.Connections;
using Ferry.MySql.Dialects;

namespace Ferry.MySql.Schema;

/// <summary>Asks a view of <c>information_schema</c> about all tables of a database.</summary>
/// <remarks>For numbers and times MariaDB opens every table, and gives nothing at all when the server that one of them reads from does not answer.
/// Then tables are asked for one by one, and those without rows of their own only for what their definition says.</remarks>
/// <param name="View">The view, such as <c>TABLES</c>.</param>
/// <param name="Select">What is read.</param>
/// <param name="Condition">Which rows.</param>
/// <param name="Order">Their order.</param>
internal sealed record TableListing(string View, string Select, string Condition, string Order = "TABLE_NAME")
{
    /// <summary>What is read of a table that must not be opened; null for nothing.</summary>
    public string? Unopened { get; init; }

    /// <summary>Asks.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="database">The database's name.</param>
    /// <param name="action">What is done, for messages.</param>
    /// <param name="map">Makes something of a row.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async ValueTask<List<T>> ReadAsync<T>(
        ServerConnection connection, string database, string action, Func<ResultRow, T> map, CancellationToken cancellationToken)
    {
        var schema = Quote.Literal(database);
        try
        {
            return await connection.QueryAsync(Statement(Select, schema, Condition), action, map, cancellationToken).ConfigureAwait(false);
        }
        catch (FerryException failure) when (failure.Code is not ("mysql.connection-lost" or "mysql.killed"))
        {
            var tables = await connection.QueryAsync(
                $"SELECT TABLE_NAME, ENGINE FROM information_schema.TABLES WHERE TABLE_SCHEMA = {schema}",
                action,
                row => (Name: row.Required(0), Remote: TableEngines.IsMostlyRemote(row.Text(1))),
                cancellationToken).ConfigureAwait(false);
            if (!tables.Exists(table => table.Remote))
            {
                throw;
            }

            var rows = new List<T>(tables.Count);
            foreach (var (name, select) in tables.Select(table => (table.Name, table.Remote ? Unopened : Select)).Where(table => table.Item2 is not null))
            {
                var one = Statement(select!, schema, $"TABLE_NAME = {Quote.Literal(name)} AND {Condition}");
                rows.AddRange(await connection.QueryAsync(one, action, map, cancellationToken).ConfigureAwait(false));
            }

            return rows;
        }
    }

    private string Statement(string select, string schema, string condition) =>
        $"SELECT {select} FROM information_schema.{View} WHERE TABLE_SCHEMA = {schema} AND {condition} ORDER BY {Order}";
}
