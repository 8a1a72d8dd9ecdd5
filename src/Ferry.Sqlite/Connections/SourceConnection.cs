using SQLitePCL;

namespace Ferry.Sqlite.Connections;

/// <summary>Opens a database for reading: read-only wherever SQLite can read that way.</summary>
internal static class SourceConnection
{
    /// <summary>SQLITE_READONLY_CANTINIT, which the binding does not name.</summary>
    public const int ReadOnlyCannotInitialise = 8 | (5 << 8);

    /// <summary>Opens and reads the schema once, so that every reason why the file cannot be read shows here.</summary>
    /// <param name="path">The file.</param>
    /// <param name="busyTimeout">The longest wait for another's lock.</param>
    /// <param name="recovered">True when an interrupted transaction had to be rolled back first, which needs write access.</param>
    /// <param name="alone">Whether one thread at a time will use it.</param>
    public static Connection Open(string path, TimeSpan busyTimeout, out bool recovered, bool alone = false)
    {
        recovered = false;
        var connection = Connection.Open(path, alone ? OpenMode.ReadAlone : OpenMode.Read, busyTimeout);
        try
        {
            Touch(connection);
            return connection;
        }
        catch (SqliteFailure failure) when (NeedsRecovery(failure))
        {
            connection.Dispose();
            recovered = true;
            return OpenRecovering(path, busyTimeout);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static Connection OpenRecovering(string path, TimeSpan busyTimeout)
    {
        var connection = Connection.Open(path, OpenMode.Write, busyTimeout);
        try
        {
            connection.Execute("PRAGMA query_only = ON");
            Touch(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static void Touch(Connection connection)
    {
        connection.Execute("SELECT 1 FROM sqlite_schema LIMIT 1");
        CollationStubs.Register(connection);
    }

    private static bool NeedsRecovery(SqliteFailure failure) => failure.Extended
        is raw.SQLITE_READONLY_ROLLBACK or raw.SQLITE_READONLY_RECOVERY or ReadOnlyCannotInitialise;
}
