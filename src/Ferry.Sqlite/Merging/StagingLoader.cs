using Ferry.Merging;
using Ferry.Reading;
using Ferry.Schema;
using Ferry.Sqlite.Connections;

namespace Ferry.Sqlite.Merging;

/// <summary>Fills staging tables by one prepared INSERT, a transaction a load.</summary>
internal sealed class StagingLoader(DatabaseFile file, Connection connection, SemaphoreSlim turn, string area) : IStagingLoader
{
    public async ValueTask<long> LoadAsync(Table table, Stream rows, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            using var registration = connection.InterruptOn(cancellationToken);
            connection.Execute("BEGIN IMMEDIATE");
            var loaded = await InsertAsync(table, rows, cancellationToken).ConfigureAwait(false);
            connection.Execute("COMMIT");
            return loaded;
        }
        catch (Exception exception) when (Failures.Translate(exception, $"load rows of {table.Name}", file, FailureKind.Destination) is { } failure)
        {
            throw failure;
        }
        finally
        {
            if (connection.InTransaction)
            {
                connection.Execute("ROLLBACK");
            }

            turn.Release();
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async ValueTask<long> InsertAsync(Table table, Stream rows, CancellationToken cancellationToken)
    {
        var columns = table.Columns.Select(column => SqliteDialect.Quote(column.Name));
        var values = string.Join(", ", Enumerable.Repeat("?", table.Columns.Count));
        using var insert = connection.Prepare($"INSERT INTO {SqliteDialect.Quote(area + table.Name)} ({string.Join(", ", columns)}) VALUES ({values})");
        var binder = new RowBinder(connection, insert);
        var loaded = 0L;
        await foreach (var row in RowLines.ReadAsync(rows, cancellationToken).ConfigureAwait(false))
        {
            binder.Insert(row.Span);
            loaded++;
        }

        return loaded;
    }
}
