using Ferry.MySql.Connections;
using Ferry.MySql.Dialects;

namespace Ferry.MySql.Reading.Snapshots;

/// <summary>A global read lock for as long as the readers open their snapshots; on MySQL 8 also the backup lock, which keeps DDL away for as long.
/// https://dev.mysql.com/doc/refman/en/lock-instance-for-backup.html.</summary>
internal sealed class ReadLockRung(SnapshotConnections connections, ServerDialect dialect, LockWait locks, LockedOpening opening) : ISnapshotRung
{
    public const string Name = "read-lock";
    public const string NameWithBackupLock = "backup-lock";

    public async ValueTask<RungReached?> TryAsync(CancellationToken cancellationToken)
    {
        var definitions = await LockDefinitionsAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await locks.TakeAsync("FLUSH TABLES WITH READ LOCK", cancellationToken).ConfigureAwait(false);
            return await opening.RunAsync(definitions ? NameWithBackupLock : Name, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await connections.Control.ExecuteAsync("UNLOCK TABLES", "Releasing the read lock", CancellationToken.None).ConfigureAwait(false);

            // It would keep everybody's DDL on the whole server waiting; what changes from here on is found by its stamp.
            if (definitions)
            {
                await connections.Control.ExecuteAsync("UNLOCK INSTANCE", "Releasing the backup lock", CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    private async ValueTask<bool> LockDefinitionsAsync(CancellationToken cancellationToken)
    {
        if (dialect is not MySqlDialect)
        {
            return false;
        }

        try
        {
            await locks.TakeAsync("LOCK INSTANCE FOR BACKUP", cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (FerryException exception) when (MySqlFailures.IsRefusal(exception.InnerException))
        {
            return false;
        }
    }
}
