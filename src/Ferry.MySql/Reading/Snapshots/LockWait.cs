using System.Globalization;
using Ferry.MySql.Connections;

namespace Ferry.MySql.Reading.Snapshots;

/// <summary>Takes locks that make others wait, never for longer than the limit: each attempt is short, and between attempts the others get on.</summary>
internal sealed class LockWait(SnapshotConnections connections, TimeSpan limit, TimeProvider time)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(500);

    /// <summary>Runs a locking statement on the control connection.</summary>
    /// <param name="sql">The statement.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="FerryException"><see cref="FailureKind.Stalled"/> when the lock was not granted in time.</exception>
    public async ValueTask TakeAsync(string sql, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        while (true)
        {
            var left = limit - time.GetElapsedTime(start);
            if (await TryAsync(sql, left < _patience ? left : _patience, cancellationToken).ConfigureAwait(false))
            {
                return;
            }

            if (time.GetElapsedTime(start) + _pause >= limit)
            {
                throw await StalledAsync(sql, cancellationToken).ConfigureAwait(false);
            }

            await Task.Delay(_pause, time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Does what a lock was taken for, no longer than the limit.</summary>
    /// <param name="work">The work; it heeds its token.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async ValueTask<T> HoldAsync<T>(Func<CancellationToken, ValueTask<T>> work, CancellationToken cancellationToken)
    {
        using var expiry = new CancellationTokenSource(limit, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(expiry.Token, cancellationToken);
        try
        {
            return await work(linked.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (expiry.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new FerryException(
                FailureKind.Stalled,
                "mysql.snapshot-stalled",
                $"Opening the snapshots took longer than the limit of {limit.TotalSeconds:0.#} s; the lock was given up.",
                "The server or the network answers too slowly.",
                "Run it again at a quieter time, or raise the limit.");
        }
    }

    private async ValueTask<bool> TryAsync(string sql, TimeSpan patience, CancellationToken cancellationToken)
    {
        // The server counts in whole seconds; the kill ends what it forgets to count.
        var seconds = Math.Max(1, (int)patience.TotalSeconds);
        using var kill = new CancellationTokenSource(TimeSpan.FromSeconds(seconds) + _pause, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(kill.Token, cancellationToken);
        try
        {
            var timeout = seconds.ToString(CultureInfo.InvariantCulture);
            await connections.Control.ExecuteAsync($"SET SESSION lock_wait_timeout = {timeout}", "Limiting the wait for locks", cancellationToken).ConfigureAwait(false);
            await connections.Control.ExecuteAsync(sql, $"Locking ({sql})", linked.Token).ConfigureAwait(false);
            return true;
        }
        catch (FerryException exception) when (MySqlFailures.IsLockTimeout(exception.InnerException))
        {
            return false;
        }
        catch (OperationCanceledException) when (kill.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private async ValueTask<FerryException> StalledAsync(string sql, CancellationToken cancellationToken)
    {
        var own = connections.Control.Id.ToString(CultureInfo.InvariantCulture);
        var sessions = await connections.Planner.QueryAsync(
            "SELECT ID, USER, TIME, COALESCE(STATE, COMMAND), LEFT(COALESCE(INFO, COMMAND), 100) FROM information_schema.PROCESSLIST "
                + $"WHERE ID NOT IN (CONNECTION_ID(), {own}) AND COMMAND NOT IN ('Daemon', 'Binlog Dump', 'Binlog Dump GTID') AND USER NOT IN ('system user', 'event_scheduler') "
                + "ORDER BY COMMAND = 'Sleep', TIME DESC LIMIT 5",
            "Looking for who holds the lock",
            row => $"session {row.Text(0)} of {row.Text(1)}, for {row.Text(2)} s: {row.Text(4)}",
            cancellationToken).ConfigureAwait(false);
        return new(
            FailureKind.Stalled,
            "mysql.lock-stalled",
            $"The lock for a consistent snapshot was not granted within {limit.TotalSeconds:0.#} s ({sql[..Math.Min(sql.Length, 60)]}).",
            sessions.Count == 0 ? "Somebody holds a conflicting lock." : $"Probably held up by {string.Join("; or ", sessions)}.",
            "Run it again when that has ended, or raise the limit.");
    }
}
