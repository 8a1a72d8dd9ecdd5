using SQLitePCL;

namespace Ferry.Sqlite.Connections;

/// <summary>Opens a database for reading: read-only wherever SQLite can read that way.</summary>
internal static class SourceConnection
{
    /// <summary>SQLITE_READONLY_CANTINIT, which the binding does not name.</summary>
    private const int ReadOnlyCannotInitialise = 8 | (5 << 8);

    private static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(40);

    /// <summary>Begins a read transaction and reads the schema once, so that every reason why the file cannot be read shows here.</summary>
    /// <param name="file">The database.</param>
    /// <param name="busyTimeout">The longest wait for another's lock.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="recovered">True when an interrupted transaction had to be rolled back first, which needs write access.</param>
    /// <param name="alone">Whether one thread at a time will use the connection.</param>
    public static Connection Begin(
        DatabaseFile file, TimeSpan busyTimeout, out bool recovered, CancellationToken cancellationToken, bool alone = false)
    {
        recovered = false;
        try
        {
            return Begin(file, alone ? OpenMode.ReadAlone : OpenMode.Read, busyTimeout, cancellationToken);
        }
        catch (SqliteFailure failure) when (NeedsRecovery(failure))
        {
            recovered = true;
            return Begin(file, OpenMode.Write, busyTimeout, cancellationToken);
        }
    }

    /// <summary>Whether a reader was refused because what a killed process left has to be cleared up first.</summary>
    public static bool NeedsRecovery(SqliteFailure failure) => failure.Extended
        is raw.SQLITE_READONLY_ROLLBACK or raw.SQLITE_READONLY_RECOVERY or ReadOnlyCannotInitialise;

    private static Connection Begin(DatabaseFile file, OpenMode mode, TimeSpan busyTimeout, CancellationToken cancellationToken)
    {
        var connection = Connection.Open(file.Path, mode, busyTimeout < RetryInterval ? busyTimeout : RetryInterval);
        try
        {
            connection.Execute("PRAGMA query_only = ON");
            connection.Execute("BEGIN");
            ReadSchema(connection, busyTimeout, cancellationToken);
            CollationStubs.Register(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Asks for the lock often: SQLite's own waiting grows so slow that a busy writer starves it.</summary>
    private static void ReadSchema(Connection connection, TimeSpan busyTimeout, CancellationToken cancellationToken)
    {
        for (var retries = (int)Math.Min(busyTimeout / RetryInterval, int.MaxValue); ; retries--)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                connection.Execute("SELECT 1 FROM sqlite_schema LIMIT 1");
                return;
            }
            catch (SqliteFailure failure) when (failure.Primary == raw.SQLITE_BUSY && retries > 0)
            {
                continue;
            }
        }
    }
}
