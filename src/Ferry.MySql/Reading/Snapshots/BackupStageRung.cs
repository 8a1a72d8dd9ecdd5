namespace Ferry.MySql.Reading.Snapshots;

/// <summary>MariaDB 10.4 and later: blocks definitions, then commits for as long as the readers open their snapshots; reads and writes go on.
/// https://mariadb.com/kb/en/backup-stage/.</summary>
internal sealed class BackupStageRung(SnapshotConnections connections, LockWait locks, LockedOpening opening) : ISnapshotRung
{
    public const string Name = "backup-stage";

    public async ValueTask<RungReached?> TryAsync(CancellationToken cancellationToken)
    {
        await locks.TakeAsync("BACKUP STAGE START", cancellationToken).ConfigureAwait(false);
        try
        {
            await locks.TakeAsync("BACKUP STAGE BLOCK_DDL", cancellationToken).ConfigureAwait(false);
            await locks.TakeAsync("BACKUP STAGE BLOCK_COMMIT", cancellationToken).ConfigureAwait(false);
            return await opening.RunAsync(Name, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await connections.Control.ExecuteAsync("BACKUP STAGE END", "Releasing the backup stage", CancellationToken.None).ConfigureAwait(false);
        }
    }
}
