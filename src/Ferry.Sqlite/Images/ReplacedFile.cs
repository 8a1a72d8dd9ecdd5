using Ferry.Loading;
using Ferry.Sqlite.Connections;

namespace Ferry.Sqlite.Images;

/// <summary>A database file that was replaced, with the old one kept under another name.</summary>
/// <param name="file">The database.</param>
/// <param name="old">The old one; null when there was none.</param>
/// <param name="wal">Whether the old one was in WAL mode before.</param>
/// <param name="busyTimeout">How long to wait for SQLite's locks.</param>
internal sealed class ReplacedFile(DatabaseFile file, DatabaseFile? old, bool wal, TimeSpan busyTimeout) : IReplacement
{
    public async ValueTask KeepAsync(CancellationToken cancellationToken)
    {
        if (old is not null)
        {
            await RunAsync($"remove {old.Path}", old.Delete, cancellationToken).ConfigureAwait(false);
        }
    }

    public ValueTask PutBackAsync(CancellationToken cancellationToken) => RunAsync(
        $"put {file.Path} back",
        () =>
        {
            using var held = TargetLock.Take(file);
            if (old is null)
            {
                file.Delete();
                DirectorySync.Flush(file.Directory);
                return;
            }

            if (!old.Exists)
            {
                throw new FerryException(
                    FailureKind.Destination, "sqlite.not-kept", $"{file.Path} cannot be put back.", "Its file system could not keep the old file under a second name.");
            }

            PrivateWriter.Finish(old, wal);
            new Replacement(file, busyTimeout).Apply(old, null, cancellationToken);
        },
        cancellationToken);

    private async ValueTask RunAsync(string task, Action work, CancellationToken cancellationToken) => await Boundary.RunAsync(
        task,
        file,
        FailureKind.Destination,
        () =>
        {
            work();
            return true;
        },
        cancellationToken).ConfigureAwait(false);
}
