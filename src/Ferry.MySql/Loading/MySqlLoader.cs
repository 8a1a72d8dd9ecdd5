using System.Text;
using Ferry.Loading;
using Ferry.MySql.Columns;
using Ferry.MySql.Connections;
using Ferry.MySql.Dialects;
using Ferry.Schema;
using MySqlConnector;

namespace Ferry.MySql.Loading;

/// <summary>Loads over one connection: LOAD DATA LOCAL where the server allows it, INSERT statements of many rows where not.</summary>
/// <param name="connection">A connection for loading, which belongs to this object from now on.</param>
/// <param name="localInfile">Whether the server takes LOAD DATA LOCAL.</param>
/// <param name="maximumPacket">The server's <c>max_allowed_packet</c> in bytes.</param>
/// <param name="clock">Times the pauses between attempts.</param>
internal sealed class MySqlLoader(ServerConnection connection, bool localInfile, int maximumPacket, TimeProvider clock) : ILoader
{
    private const int PacketReserve = 1024;

    /// <summary>Pins the session as scripts do.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    public async ValueTask PinAsync(CancellationToken cancellationToken)
    {
        foreach (var statement in LoadSession.Statements)
        {
            await connection.ExecuteAsync(statement, "Preparing the session", cancellationToken).ConfigureAwait(false);
        }
    }

    public async ValueTask ExecuteAsync(ScriptStatement statement, CancellationToken cancellationToken)
    {
        var action = $"Restoring {statement.Kind} {statement.Name}";
        foreach (var before in StatementSession.Enter(statement))
        {
            await connection.ExecuteAsync(before, action, cancellationToken).ConfigureAwait(false);
        }

        await RunAsync(statement.Sql, action, cancellationToken).ConfigureAwait(false);
        foreach (var after in StatementSession.Leave(statement))
        {
            await connection.ExecuteAsync(after, action, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Runs a statement in the pinned session; one that loses against another transaction is tried again.</summary>
    /// <param name="sql">One whole statement.</param>
    /// <param name="action">What is done, for messages.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public ValueTask<int> RunAsync(string sql, string action, CancellationToken cancellationToken) =>
        LockRetry.RunAsync(() => connection.ExecuteAsync(sql, action, cancellationToken), clock, cancellationToken);

    public async ValueTask<LoadResult> LoadAsync(Table table, Stream rows, CancellationToken cancellationToken)
    {
        var counted = new CountedRows(rows, maximumPacket / 2);
        await using (counted.ConfigureAwait(false))
        {
            var (stored, warnings) = localInfile
                ? await LoadDataAsync(table, counted, cancellationToken).ConfigureAwait(false)
                : await InsertAsync(table, counted, cancellationToken).ConfigureAwait(false);
            return stored == counted.Rows
                ? new LoadResult(counted.Rows, warnings)
                : throw new FerryException(
                    FailureKind.Destination,
                    "mysql.rows-skipped",
                    $"The server stored {stored} of {counted.Rows} rows of table {table.Name}.",
                    warnings.Count > 0 ? warnings[0] : null,
                    "Compare the server's version and settings with the source's; ferry verify tells whether the backup is whole.");
        }
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private async ValueTask<(long Stored, IReadOnlyList<string> Warnings)> LoadDataAsync(
        Table table, CountedRows rows, CancellationToken cancellationToken)
    {
        var load = ColumnLoad.For(table);
        var loader = new MySqlBulkLoader(connection.Driver)
        {
            TableName = Quote.Identifier(table.Name),
            CharacterSet = "binary",
            FieldTerminator = "\t",
            EscapeCharacter = '\\',
            LineTerminator = "\n",
            Local = true,
            SourceStream = rows,
        };
        loader.Columns.AddRange(load.Targets);
        loader.Expressions.AddRange(load.Assignments);
        var stored = await SendAsync(table, rows, loader, cancellationToken).ConfigureAwait(false);
        var (warnings, harm) = await LoadWarnings.ReadAsync(connection, table, cancellationToken).ConfigureAwait(false);

        // The driver counts in 32 bits; what it lost is put back when the rest agrees.
        stored = (int)rows.Rows == stored ? rows.Rows : stored;
        return harm is null || stored != rows.Rows
            ? (stored, warnings)
            : throw Changed(table, harm);
    }

    private async ValueTask<long> SendAsync(Table table, CountedRows rows, MySqlBulkLoader loader, CancellationToken cancellationToken)
    {
        try
        {
            return await connection.TranslateAsync<long>(
                $"Loading table {table.Name}",
                async () => await loader.LoadAsync(cancellationToken).ConfigureAwait(false),
                cancellationToken).ConfigureAwait(false);
        }
        catch (FerryException) when (rows.Failure is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(rows.Failure);
            throw;
        }
    }

    private async ValueTask<(long Stored, IReadOnlyList<string> Warnings)> InsertAsync(
        Table table, CountedRows rows, CancellationToken cancellationToken)
    {
        var stored = 0L;
        var texts = new List<string>();
        var statements = new InsertStatements(table, Math.Min(InsertStatements.UsualBytes, maximumPacket - PacketReserve));
        await foreach (var statement in statements.ReadAsync(rows, cancellationToken).ConfigureAwait(false))
        {
            if (statement.Length > maximumPacket - PacketReserve)
            {
                throw TooLong(table, statement.Length);
            }

            var sql = Encoding.UTF8.GetString(statement.Span);
            stored += await RunAsync(sql, $"Loading table {table.Name}", cancellationToken).ConfigureAwait(false);
            var (warnings, harm) = await LoadWarnings.ReadAsync(connection, table, cancellationToken).ConfigureAwait(false);
            texts.AddRange(warnings);
            if (harm is not null)
            {
                throw Changed(table, harm);
            }
        }

        return (stored, texts);
    }

    private FerryException TooLong(Table table, long bytes) => new(
        FailureKind.Destination,
        "mysql.packet-too-large",
        $"A row of table {table.Name} is {bytes} bytes as a statement, and the server takes {maximumPacket}.",
        "The server refuses LOAD DATA LOCAL, which has no such limit.",
        "SET GLOBAL local_infile = ON, or raise max_allowed_packet, up to 1G.");

    private static FerryException Changed(Table table, string harm) => new(
        FailureKind.Destination,
        "mysql.rows-changed",
        $"The server changed values of table {table.Name} while it stored them.",
        harm,
        "Compare the server's version and settings with the source's.");
}
