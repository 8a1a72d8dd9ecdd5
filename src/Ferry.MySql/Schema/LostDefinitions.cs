using Ferry.MySql.Connections;
using Ferry.MySql.Dialects;
using MySqlConnector;

namespace Ferry.MySql.Schema;

/// <summary>Finds tables that InnoDB has and MariaDB itself does not know, because the file of their definition is gone. Accounts without PROCESS cannot see them.</summary>
internal sealed class LostDefinitions(CatalogQuery query)
{
    public async ValueTask ReportAsync(CancellationToken cancellationToken)
    {
        var lost = await ListAsync(cancellationToken).ConfigureAwait(false);
        if (lost.Count > 0)
        {
            await WaitForChangesAsync(lost, cancellationToken).ConfigureAwait(false);
            lost = [.. lost.Intersect(await ListAsync(cancellationToken).ConfigureAwait(false))];
        }

        foreach (var table in lost.Where(table => query.Selection.Decide(table) is not null))
        {
            query.Omissions.Add(new(
                FindingSeverity.Failure,
                "mysql.definition-lost",
                $"InnoDB has a table {table} that the server does not know: the file of its definition, {table}.frm, is missing. Its rows are not in the backup.",
                "Put the file back from a copy of the server's folder, or make it anew from the table's CREATE TABLE, and FLUSH TABLES."));
        }
    }

    // A table that is being made or dropped is for a moment one without the other as well; who reads it waits until that is done.
    private async ValueTask WaitForChangesAsync(IEnumerable<string> tables, CancellationToken cancellationToken)
    {
        foreach (var table in tables)
        {
            try
            {
                _ = await query.ListAsync($"SELECT 1 FROM {Quote.Identifier(query.Database, table)} LIMIT 0", $"table {table}", row => row.Text(0), cancellationToken).ConfigureAwait(false);
            }
            catch (FerryException exception) when (exception.InnerException is MySqlException { ErrorCode: MySqlErrorCode.NoSuchTable })
            {
                continue; // Nobody is at it: the server does not know it.
            }
        }
    }

    private async ValueTask<IReadOnlyList<string>> ListAsync(CancellationToken cancellationToken)
    {
        try
        {
            var stored = await query.ListAsync(MariaDbDialect.StoredTables(query.Database), "the tables of InnoDB", row => row.Required(0), cancellationToken).ConfigureAwait(false);
            var known = await query.ListAsync(
                $"SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = {query.Literal}", "the names of tables", row => row.Required(0), cancellationToken).ConfigureAwait(false);
            return [.. stored.Except(known, StringComparer.OrdinalIgnoreCase)];
        }
        catch (FerryException exception) when (MySqlFailures.IsRefusal(exception.InnerException))
        {
            return [];
        }
    }
}
