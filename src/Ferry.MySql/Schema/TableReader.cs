using Ferry.MySql.Dialects;
using Ferry.Schema;

namespace Ferry.MySql.Schema;

/// <summary>Reads tables with their columns and keys. Tables are told by TABLE_TYPE alone; a comment may say anything.</summary>
internal sealed class TableReader(CatalogQuery query)
{
    /// <summary>How a table keeps its history: <c>implicit</c>, <c>explicit</c> or <c>transaction</c>.</summary>
    public const string VersioningAttribute = "system_versioning";

    public const string AutoIncrementAttribute = "auto_increment";

    // What a decoder leaves of bytes that are no UTF-8.
    private const char NotUtf8 = '\uFFFD';

    public async ValueTask<IReadOnlyList<Table>> ReadAsync(CancellationToken cancellationToken)
    {
        var rows = await RowsAsync(cancellationToken).ConfigureAwait(false);
        var columns = await new ColumnReader(query).ReadAsync(cancellationToken).ConfigureAwait(false);
        var keys = await new KeyReader(query).ReadAsync(cancellationToken).ConfigureAwait(false);
        var tables = new List<Table>(rows.Count);

        // Converted to UTF-8, characters of four bytes in expressions would come out as question marks.
        await query.Connection.ExecuteAsync(ServerDialect.ResultsAsStored, "Preparing the session", cancellationToken).ConfigureAwait(false);
        foreach (var row in rows)
        {
            var ddl = await query.ShowAsync(
                $"SHOW CREATE TABLE {Quote.Identifier(query.Database, row.Name)}",
                ObjectKind.Table,
                row.Name,
                shown => shown.Required(1),
                cancellationToken).ConfigureAwait(false);
            if (ddl is not null)
            {
                if (ddl.Contains(NotUtf8))
                {
                    query.Omit(ObjectKind.Table, row.Name, "its definition holds text in another character set, which the server does not convert", "Write such literals in hexadecimal.");
                    continue;
                }

                tables.Add(Make(row, ddl, [.. columns[row.Name]], [.. keys[row.Name]]));
            }
        }

        await query.Connection.ExecuteAsync(ServerDialect.ResultsAsUtf8, "Preparing the session", cancellationToken).ConfigureAwait(false);
        return tables;
    }

    private async ValueTask<List<TableRow>> RowsAsync(CancellationToken cancellationToken)
    {
        var listing = new TableListing("TABLES", "TABLE_NAME, TABLE_TYPE, ENGINE, TABLE_ROWS, DATA_LENGTH, AUTO_INCREMENT", "TABLE_TYPE IN ('BASE TABLE', 'SYSTEM VERSIONED')")
        {
            Unopened = "TABLE_NAME, TABLE_TYPE, ENGINE, NULL, NULL, NULL",
        };
        var rows = await query.ListAsync(
            listing,
            "the list of tables",
            row => (Content: query.Selection.Decide(row.Required(0)), Row: new TableRow(
                row.Required(0), row.Required(1), row.Text(2), row.Number(3), row.Number(4), row.Text(5), TableContent.Rows)),
            cancellationToken).ConfigureAwait(false);
        return [.. rows.Where(row => row.Content is not null).Select(row => row.Row with { Content = row.Content ?? TableContent.Rows })];
    }

    private Table Make(TableRow row, string ddl, List<Column> columns, List<UniqueKey> keys)
    {
        var attributes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (row.AutoIncrement is not null)
        {
            attributes[AutoIncrementAttribute] = row.AutoIncrement;
        }

        if (row.IsVersioned)
        {
            var (versioning, versioned) = SystemVersioning.Describe(columns);
            attributes[VersioningAttribute] = versioning;
            if (versioning == SystemVersioning.Explicit)
            {
                attributes[SystemVersioning.EndAttribute] = SystemVersioning.DeclaredEnd(columns) ?? "";
            }

            columns = versioned;
            if (versioning == SystemVersioning.Transaction)
            {
                query.Omissions.Add(new(
                    FindingSeverity.Failure,
                    "mysql.history-unreadable",
                    $"The history of table {row.Name} is not in the backup: it is kept by transaction number, which no server can take back."));
            }
        }

        return new Table
        {
            Name = row.Name,
            Ddl = ddl,
            Columns = columns.ToArray(),
            ChunkKey = ChunkKeyChoice.Of(keys, columns),
            StorageEngine = row.Engine,
            Transactional = TableEngines.IsTransactional(row.Engine),
            Content = TableEngines.IsRemote(row.Engine, ddl) ? TableContent.Remote : row.Content,
            EstimatedRows = row.Rows,
            EstimatedBytes = row.Bytes,
            Attributes = attributes,
        };
    }
}
