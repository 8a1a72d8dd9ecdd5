using Ferry.Merging;
using SQLitePCL;

namespace Ferry.Sqlite.Connections;

/// <summary>Turns result codes into what a person can act on.</summary>
internal static class Failures
{
    /// <summary>Ferry's failure for a library or file system failure; null for every other exception.</summary>
    public static FerryException? Translate(Exception exception, string task, DatabaseFile file, FailureKind side) => exception switch
    {
        SqliteFailure failure => Translate(failure, task, file, side),
        IOException or UnauthorizedAccessException => new(
            FailureKind.Destination, "sqlite.file-failed", $"Could not {task}.", exception.Message,
            "Check that the directory exists, is writable and has free space.", exception),
        _ => null,
    };

    public static FerryException NotADatabase(string task, DatabaseFile file, Exception? inner = null) => new(
        FailureKind.Source, "sqlite.not-a-database", $"Could not {task}: {file.Name} is not an SQLite database.",
        FileSignature.Describe(file), "Check the path in the configuration.", inner);

    private static FerryException Translate(SqliteFailure failure, string task, DatabaseFile file, FailureKind side)
    {
        var (kind, code, reason, remedy) = failure.Primary switch
        {
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED => (side, "sqlite.locked", "Another process holds a lock on the database.",
                "Wait until its transaction ends, or stop the process, and try again."),
            raw.SQLITE_CORRUPT => (side, "sqlite.corrupt", null,
                "Restore a backup, or salvage the rows that can still be read with the sqlite3 shell's .recover command."),
            raw.SQLITE_FULL => (FailureKind.Destination, "sqlite.disk-full", null, "Free some space on the disk."),
            raw.SQLITE_READONLY when SourceConnection.NeedsRecovery(failure) =>
                (side, "sqlite.needs-recovery", "An interrupted transaction has to be rolled back first, which needs write access.",
                    "Open the database once with its application, or run as a user who may write to it."),
            raw.SQLITE_CANTOPEN or raw.SQLITE_PERM or raw.SQLITE_AUTH or raw.SQLITE_READONLY => (side, "sqlite.no-access", null,
                "Check the permissions of the file, and that its directory is writable: SQLite keeps sidecar files beside the database."),
            raw.SQLITE_CONSTRAINT when failure.Extended is raw.SQLITE_CONSTRAINT_UNIQUE or raw.SQLITE_CONSTRAINT_PRIMARYKEY or raw.SQLITE_CONSTRAINT_ROWID =>
                (side, MergeFailure.Duplicate, null, null),
            raw.SQLITE_CONSTRAINT when failure.Extended is raw.SQLITE_CONSTRAINT_NOTNULL => (side, MergeFailure.Null, null, null),
            raw.SQLITE_IOERR => (side, "sqlite.io-error", null, "Check the disk and the file system."),
            _ => (side, "sqlite.failed", (string?)null, (string?)null),
        };
        return failure.Primary == raw.SQLITE_NOTADB
            ? NotADatabase(task, file, failure)
            : new(kind, code, $"Could not {task}.", reason is null ? failure.Message : $"{reason} ({failure.Message})", remedy, failure);
    }
}
