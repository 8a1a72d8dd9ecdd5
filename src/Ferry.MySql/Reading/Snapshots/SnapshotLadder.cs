using Ferry.MySql.Connections;
using Ferry.MySql.Dialects;
using Ferry.Schema;

namespace Ferry.MySql.Reading.Snapshots;

/// <summary>Tries the ways to a common moment, the best first, and goes down a rung where the account's privileges or the server's settings do not allow one.</summary>
internal sealed class SnapshotLadder(SnapshotConnections connections, ServerDialect dialect, Catalog catalog, TimeSpan lockTimeout, TimeProvider time)
{
    public async ValueTask<RungReached> ClimbAsync(CancellationToken cancellationToken)
    {
        var refusals = new List<string>();
        foreach (var rung in Rungs())
        {
            try
            {
                if (await rung.TryAsync(cancellationToken).ConfigureAwait(false) is { } reached)
                {
                    return reached;
                }
            }
            catch (FerryException exception) when (MySqlFailures.IsRefusal(exception.InnerException))
            {
                refusals.Add(exception.Reason ?? exception.Message);
            }
        }

        return await new SingleConnectionRung(connections, dialect, refusals).TryAsync(cancellationToken).ConfigureAwait(false);
    }

    private IEnumerable<ISnapshotRung> Rungs()
    {
        var locks = new LockWait(connections, lockTimeout, time);
        var opening = new LockedOpening(connections, dialect, locks);
        yield return dialect is MariaDbDialect { HasBackupStages: true } ? new BackupStageRung(connections, locks, opening) : new ReadLockRung(connections, dialect, locks, opening);

        // One reader needs nobody's consent to see one moment.
        if (connections.Readers.Count > 1)
        {
            yield return new TableLocksRung(connections, catalog, locks, opening);
            yield return dialect is MariaDbDialect
                ? new BinlogCheckedRung(connections)
                : new GtidCheckedRung(connections, dialect);
        }
    }
}
