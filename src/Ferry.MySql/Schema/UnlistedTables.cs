using Ferry.MySql.Connections;
using Ferry.MySql.Dialects;
using Ferry.Schema;
using MySqlConnector;

namespace Ferry.MySql.Schema;

/// <summary>Finds tables that InnoDB has and the server does not list, because the account may not see them or, on MariaDB, the file of their definition is gone. Accounts without PROCESS are not told.</summary>
internal sealed class UnlistedTables(CatalogQuery query)
{
    public async ValueTask ReportAsync(CancellationToken cancellationToken)
    {
        var unlisted = await ListAsync(cancellationToken).ConfigureAwait(false);
        var hidden = new HashSet<string>(StringComparer.Ordinal);
        foreach (var table in unlisted.Where(table => query.Selection.Decide(table) is not null))
        {
            if (!await MayReadAsync(table, cancellationToken).ConfigureAwait(false))
            {
                hidden.Add(table);
            }
        }

        // One that was being made or dropped is listed by now, or gone.
        var still = unlisted.Count == 0 ? unlisted : [.. unlisted.Intersect(await ListAsync(cancellationToken).ConfigureAwait(false))];
        foreach (var table in still.Where(table => query.Selection.Decide(table) is not null))
        {
            var (reason, remedy) = hidden.Contains(table) ? ("the account may not read it.", $"GRANT SELECT ON {Quote.Identifier(query.Database, table)} to it, or leave the table out knowingly.")
                : query.Dialect is MariaDbDialect ? ($"InnoDB has it, but the server does not know it: the file of its definition, {table}.frm, is missing.", "Put the file back from a copy of the server's folder, or leave the table out knowingly.")
                : ("InnoDB has it, but the server does not list it.", "Leave the table out knowingly.");
            query.Omit(ObjectKind.Table, table, reason, remedy);
        }
    }

    /// <summary>Whether the account may read a table, should there be one. Waits for whoever makes or drops it.</summary>
    private async ValueTask<bool> MayReadAsync(string table, CancellationToken cancellationToken)
    {
        try
        {
            _ = await query.ListAsync($"SELECT 1 FROM {Quote.Identifier(query.Database, table)} LIMIT 0", $"table {table}", row => row.Text(0), cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (FerryException exception) when (exception.InnerException is MySqlException { ErrorCode: MySqlErrorCode.NoSuchTable })
        {
            return true;
        }
        catch (FerryException exception) when (MySqlFailures.IsRefusal(exception.InnerException))
        {
            return false;
        }
    }

    private async ValueTask<IReadOnlyList<string>> ListAsync(CancellationToken cancellationToken)
    {
        try
        {
            var stored = await query.ListAsync(query.Dialect.StoredTables(query.Database), "the tables of InnoDB", row => row.Required(0), cancellationToken).ConfigureAwait(false);
            var listed = await query.ListAsync(
                $"SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = {query.Literal}", "the names of tables", row => row.Required(0), cancellationToken).ConfigureAwait(false);
            return [.. stored.Except(listed, StringComparer.OrdinalIgnoreCase)];
        }
        catch (FerryException exception) when (MySqlFailures.IsRefusal(exception.InnerException))
        {
            return [];
        }
    }
}
