using System.Runtime.CompilerServices;
using Ferry.MySql.Connections;
using Ferry.MySql.Dialects;
using Ferry.MySql.Reading.Rows;

namespace Ferry.MySql.Reading.Snapshots;

/// <summary>The connections of one snapshot: one that locks and looks, one that plans, and the readers.</summary>
internal sealed class SnapshotConnections(Connector connector, ServerDialect dialect, RowConnector rowConnector) : IAsyncDisposable
{
    private readonly List<IRowConnection> _readers = [];
    private readonly SemaphoreSlim _planning = new(1);
    private ServerConnection? _control;
    private ServerConnection? _planner;

    /// <summary>Takes locks and reads definitions; keeps what is locked until the end.</summary>
    public ServerConnection Control => _control ?? throw new InvalidOperationException("The connections are not open.");

    /// <summary>Looks for the borders of chunks, outside of any snapshot.</summary>
    public ServerConnection Planner => _planner ?? throw new InvalidOperationException("The connections are not open.");

    public IReadOnlyList<IRowConnection> Readers => _readers;

    public async ValueTask OpenAsync(int readers, CancellationToken cancellationToken)
    {
        _control = await connector.OpenAsync(dialect, ConnectionPurpose.Control, null, cancellationToken).ConfigureAwait(false);
        _planner = await connector.OpenAsync(dialect, ConnectionPurpose.Control, null, cancellationToken).ConfigureAwait(false);
        for (var count = 0; count < Math.Max(1, readers); count++)
        {
            _readers.Add(await rowConnector.OpenAsync(cancellationToken).ConfigureAwait(false));
            await LeaveLogAsync(_readers[^1], cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Opens every reader's snapshot, all at once.</summary>
    public Task StartSnapshotsAsync(CancellationToken cancellationToken) => Task.WhenAll(_readers.Select(async reader =>
    {
        await reader.ExecuteAsync(ServerDialect.StartSnapshot, cancellationToken).ConfigureAwait(false);
        await reader.ExecuteAsync(ServerDialect.MarkSnapshot, cancellationToken).ConfigureAwait(false);
    }));

    public Task CloseSnapshotsAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(_readers.Select(reader => reader.ExecuteAsync("ROLLBACK", cancellationToken).AsTask()));

    /// <summary>Gives up all readers but one.</summary>
    public async ValueTask KeepOneReaderAsync()
    {
        while (_readers.Count > 1)
        {
            await _readers[^1].DisposeAsync().ConfigureAwait(false);
            _readers.RemoveAt(_readers.Count - 1);
        }
    }

    /// <summary>Walks a plan that asks the planner's connection: several tables may be planned at once, one question at a time.</summary>
    public async IAsyncEnumerable<T> InTurnAsync<T>(IAsyncEnumerable<T> plan, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var ranges = plan.GetAsyncEnumerator(cancellationToken);
        await using (ranges.ConfigureAwait(false))
        {
            while (await InTurnAsync(ranges.MoveNextAsync, cancellationToken).ConfigureAwait(false))
            {
                yield return ranges.Current;
            }
        }
    }

    /// <summary>Asks the planner's connection when nobody else does.</summary>
    public async ValueTask<T> InTurnAsync<T>(Func<ValueTask<T>> question, CancellationToken cancellationToken)
    {
        await _planning.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await question().ConfigureAwait(false);
        }
        finally
        {
            _planning.Release();
        }
    }

    // A savepoint counts as something to log, and MariaDB then gives up no table when it goes back to it.
    private async ValueTask LeaveLogAsync(IRowConnection reader, CancellationToken cancellationToken)
    {
        if (dialect is not MariaDbDialect)
        {
            return;
        }

        try
        {
            await reader.ExecuteAsync(ServerDialect.NoLog, cancellationToken).ConfigureAwait(false);
        }
        catch (FerryException exception) when (MySqlFailures.IsRefusal(exception.InnerException))
        {
            // The tables that were read stay locked against DDL to the end, as with the stock client. Doctor names the privilege.
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var reader in _readers)
        {
            await reader.DisposeAsync().ConfigureAwait(false);
        }

        _readers.Clear();
        _planning.Dispose();
        foreach (var connection in new[] { _planner, _control })
        {
            if (connection is not null)
            {
                await connection.DisposeAsync().ConfigureAwait(false);
            }
        }
    }
}
