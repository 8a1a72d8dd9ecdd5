using Ferry.Sqlite.Connections;
using SQLitePCL;

namespace Ferry.Sqlite.Images;

/// <summary>Copies a database page by page with the online backup API (https://sqlite.org/backup.html).</summary>
internal static class PageCopy
{
    private const int PagesPerStep = 2048;

    /// <summary>Copies the state of one moment. The source's read transaction is held throughout, so that a commit by another process
    /// can neither show nor make the library start over; steps only leave room for cancellation.</summary>
    /// <returns>Whether an interrupted transaction was rolled back in the source first.</returns>
    public static bool Write(DatabaseFile file, DatabaseFile copy, TimeSpan busyTimeout, CancellationToken cancellationToken)
    {
        using var source = SourceConnection.Begin(file, busyTimeout, out var recovered, cancellationToken);
        using var registration = source.InterruptOn(cancellationToken);
        if (source.Integer("PRAGMA page_count") == 0)
        {
            throw Failures.NotADatabase($"copy {file.Path}", file);
        }

        using var destination = Connection.Open(copy.Path, OpenMode.Write, TimeSpan.Zero);

        // The copy counts only when it is complete and synced, so that a journal for it would protect nothing.
        destination.Execute("PRAGMA journal_mode = OFF");
        destination.Execute("PRAGMA synchronous = OFF");
        Step(source, destination, cancellationToken);
        return recovered;
    }

    private static void Step(Connection source, Connection destination, CancellationToken cancellationToken)
    {
        using var backup = raw.sqlite3_backup_init(destination.Handle, "main", source.Handle, "main");
        if (backup.IsInvalid)
        {
            destination.Check(raw.sqlite3_extended_errcode(destination.Handle));
        }

        int result;
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            result = raw.sqlite3_backup_step(backup, PagesPerStep);
        }
        while (result == raw.SQLITE_OK);

        if (result != raw.SQLITE_DONE)
        {
            throw new SqliteFailure(result, raw.sqlite3_errstr(result).utf8_to_string());
        }
    }
}
