using Ferry.MySql.Dialects;

namespace Ferry.MySql.Reading.Snapshots;

/// <summary>What every locking rung does once it has its lock: opens all snapshots and reads the log's position, no longer than the limit.</summary>
internal sealed class LockedOpening(SnapshotConnections connections, ServerDialect dialect, LockWait locks)
{
    public ValueTask<RungReached> RunAsync(string rung, CancellationToken cancellationToken) => locks.HoldAsync(
        async held =>
        {
            await connections.StartSnapshotsAsync(held).ConfigureAwait(false);
            return new RungReached(rung, await new LogPosition(connections.Control, dialect).ReadAsync(held).ConfigureAwait(false), []);
        },
        cancellationToken);
}
