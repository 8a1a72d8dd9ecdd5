using Ferry.MySql.Connections;
using Ferry.MySql.Dialects;

namespace Ferry.MySql.Reading.Snapshots;

/// <summary>A global read lock for as long as the readers open their snapshots; on MySQL 8 also the backup lock, which keeps DDL away to the end.
/// https://dev.mysql.com/doc/refman/en/lock-instance-for-backup.html.</summary>
internal sealed class ReadLockRung(SnapshotConnections connections, ServerDialect dialect, LockWait locks) : ISnapshotRung
{
    public const string Name = "read-lock";
    public const string NameWithBackupLock = "backup-lock";

    public async ValueTask<RungReached?> TryAsync(CancellationToken cancellationToken)
    {
        var name = await LockDefinitionsAsync(cancellationToken).ConfigureAwait(false) ? NameWithBackupLock : Name;
        await locks.TakeAsync("FLUSH TABLES WITH READ LOCK", cancellationToken).ConfigureAwait(false);
        try
        {
            return await locks.HoldAsync(
                async held =>
                {
                    await connections.StartSnapshotsAsync(held).ConfigureAwait(false);
                    return new RungReached(name, await new LogPosition(connections.Control, dialect).ReadAsync(held).ConfigureAwait(false), []);
                },
                cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await connections.Control.ExecuteAsync("UNLOCK TABLES", "Releasing the read lock", CancellationToken.None).ConfigureAwait(false);
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
