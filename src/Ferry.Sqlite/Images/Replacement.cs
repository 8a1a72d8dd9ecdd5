using Ferry.Sqlite.Connections;
using SQLitePCL;

namespace Ferry.Sqlite.Images;

/// <summary>Puts an image into a database's place.</summary>
/// <remarks>
/// A WAL or journal left beside a new database would be taken for its own and damage it, so the order is fixed:
/// (1) under SQLite's locks, fold the WAL into the old file and leave WAL mode, which removes its sidecars and fails while others are connected;
/// (2) take the exclusive lock and see that this held; (3) remove the old journal, which an exclusive lock proves to be dead, and sync the directory;
/// (4) give the old file its second name, then rename, which swaps one complete file for another; (5) sync the directory. Until the rename the old database is complete without sidecars,
/// from then on the new one is: killed anywhere in between, a reader finds one or the other.
/// </remarks>
internal sealed class Replacement(DatabaseFile file, TimeSpan busyTimeout)
{
    private DatabaseFile? _aside;
    private bool _wal;

    /// <summary>Replaces the database.</summary>
    /// <param name="image">What comes; gone afterwards.</param>
    /// <param name="aside">The name under which the old file is kept; null when it goes.</param>
    /// <param name="cancellationToken">Honoured until the rename.</param>
    /// <returns>Whether the old file was in WAL mode, which it has left.</returns>
    public bool Apply(DatabaseFile image, DatabaseFile? aside, CancellationToken cancellationToken)
    {
        _aside = aside;
        var ready = Prepare(image);
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!file.Exists)
            {
                Move(ready);
            }
            else if (!TryUnderLock(ready, cancellationToken))
            {
                UnderFileLock(ready);
            }
        }
        catch when (ready != image)
        {
            ready.Delete();
            throw;
        }

        if (ready != image)
        {
            image.Delete();
        }

        return _wal;
    }

    /// <summary>Sees that the image is complete in one file, on the target's file system, and on disk.</summary>
    private DatabaseFile Prepare(DatabaseFile image)
    {
        if (image.Logs.FirstOrDefault(log => new FileInfo(log) is { Exists: true, Length: > 0 }) is { } sidecar)
        {
            throw new FerryException(
                FailureKind.Refused, "sqlite.image-incomplete", $"The image {image.Path} is not complete in one file.", $"There is {sidecar} beside it.",
                "Close what has it open, and try again.");
        }

        var ready = image;
        if (!IsBelow(image.Directory, file.Directory))
        {
            // A symbolic link led elsewhere: a rename is atomic only within one file system.
            ready = new DatabaseFile(Path.Combine(file.Directory, Path.GetFileName(image.Path)));
            ready.CreatePrivate();
            File.Copy(image.Path, ready.Path, overwrite: true);
        }

        if (file.Exists)
        {
            FileOwnership.Copy(file.Path, ready.Path);
        }

        ready.DeleteSidecars();
        ready.Flush();
        return ready;
    }

    private static bool IsBelow(string directory, string parent) =>
        (directory + Path.DirectorySeparatorChar).StartsWith(Path.TrimEndingDirectorySeparator(parent) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    /// <summary>Moves the image while SQLite's exclusive lock is held on the old database.</summary>
    /// <returns>False when the old file is no database that SQLite could lock.</returns>
    private bool TryUnderLock(DatabaseFile ready, CancellationToken cancellationToken)
    {
        var moved = false;
        try
        {
            using var old = Connection.Open(file.Path, OpenMode.Write, busyTimeout);
            _wal = old.Text("PRAGMA journal_mode") == "wal";
            try
            {
                if (_wal && old.Text("PRAGMA journal_mode = DELETE") != "delete")
                {
                    throw InUse(null);
                }

                old.Execute("BEGIN EXCLUSIVE");
                if (old.Text("PRAGMA journal_mode") == "wal")
                {
                    throw InUse(null);
                }

                cancellationToken.ThrowIfCancellationRequested();
                Move(ready);
                moved = true;
                return true;
            }
            finally
            {
                if (_wal && !moved)
                {
                    Rewind(old);
                }
            }
        }
        catch (SqliteFailure failure) when (failure.Primary is raw.SQLITE_BUSY or raw.SQLITE_LOCKED)
        {
            throw InUse(failure);
        }
        catch (SqliteFailure failure) when (!moved && failure.Primary is (raw.SQLITE_NOTADB or raw.SQLITE_CORRUPT))
        {
            return false;
        }
    }

    private static void Rewind(Connection old)
    {
        if (old.InTransaction)
        {
            old.Execute("ROLLBACK");
        }

        old.Execute("PRAGMA journal_mode = WAL");
    }

    /// <summary>Moves the image over something that is no sound database, under the byte range lock that SQLite's own locks would meet.</summary>
    private void UnderFileLock(DatabaseFile ready)
    {
        const long PendingByte = 0x40000000;
        const long LockBytes = 512;
        using var old = new FileStream(file.Path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        if (!OperatingSystem.IsMacOS())
        {
            try
            {
                old.Lock(PendingByte, LockBytes);
            }
            catch (IOException exception)
            {
                throw InUse(exception);
            }
        }

        Move(ready);
    }

    private void Move(DatabaseFile ready)
    {
        file.DeleteSidecars();
        if (_aside is not null)
        {
            SecondName.TryGive(file.Path, _aside.Path);
        }

        DirectorySync.Flush(file.Directory);
        File.Move(ready.Path, file.Path, overwrite: true);
        DirectorySync.Flush(file.Directory);
    }

    private FerryException InUse(Exception? inner) => new(
        FailureKind.Refused, "sqlite.in-use", $"{file.Path} is in use.", "Another process has the database open.",
        "Stop the application that uses it, and try again.", inner);
}
