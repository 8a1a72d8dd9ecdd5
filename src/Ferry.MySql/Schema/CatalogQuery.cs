using Ferry.MySql.Connections;
using Ferry.MySql.Dialects;
using Ferry.Schema;

namespace Ferry.MySql.Schema;

/// <summary>What every part of one catalog reading shares.</summary>
/// <param name="Connection">The connection, with results in UTF-8.</param>
/// <param name="Dialect">The server's dialect.</param>
/// <param name="Database">The database's name as the server spells it.</param>
/// <param name="Selection">Which tables are wanted.</param>
/// <param name="Omissions">Receives what could not be read.</param>
internal sealed record CatalogQuery(
    ServerConnection Connection, ServerDialect Dialect, string Database, TableSelection Selection, List<Finding> Omissions)
{
    /// <summary>The database's name as a string literal.</summary>
    public string Literal => Quote.Literal(Database);

    public ValueTask<List<T>> ListAsync<T>(string sql, string what, Func<ResultRow, T> map, CancellationToken cancellationToken) =>
        Connection.QueryAsync(sql, $"Reading {what}", map, cancellationToken);

    public ValueTask<List<T>> ListAsync<T>(TableListing listing, string what, Func<ResultRow, T> map, CancellationToken cancellationToken) =>
        listing.ReadAsync(Connection, Database, $"Reading {what}", map, cancellationToken);

    /// <summary>Runs one SHOW CREATE. What the server will not show becomes an omission: neither an abort nor silence.</summary>
    /// <returns>The first row mapped; null when it could not be read.</returns>
    public async ValueTask<T?> ShowAsync<T>(string sql, ObjectKind kind, string name, Func<ResultRow, T> map, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            var rows = await ListAsync(sql, $"the definition of {Noun(kind)} {name}", map, cancellationToken).ConfigureAwait(false);
            if (rows.Count > 0)
            {
                return rows[0];
            }

            Omit(kind, name, "the server shows no definition", null);
        }
        catch (FerryException exception) when (exception.Code is not ("mysql.connection-lost" or "mysql.killed"))
        {
            Omit(kind, name, exception.Reason ?? exception.Message, exception.Remedy);
        }

        return null;
    }

    public void Omit(ObjectKind kind, string name, string reason, string? remedy) =>
        Omissions.Add(new(FindingSeverity.Failure, $"mysql.{Noun(kind).Replace(' ', '-')}-unreadable", $"The {Noun(kind)} {name} is not in the backup: {reason}", remedy));

    private static string Noun(ObjectKind kind) => kind switch
    {
        ObjectKind.PackageBody => "package body",
#pragma warning disable CA1308 // Words for people are in lower case.
        _ => kind.ToString().ToLowerInvariant(),
#pragma warning restore CA1308
    };
}
