using Ferry.Sqlite.Connections;
using SQLitePCL;

namespace Ferry.Sqlite.Images;

/// <summary>Opens a private copy for changes that count only when all of them are done: no journal, no enforcement, no triggers.</summary>
internal static class PrivateWriter
{
    /// <summary>Opens the copy.</summary>
    /// <param name="copy">A file that nobody else has open.</param>
    /// <param name="wal">Whether the copy was in WAL mode; given back to <see cref="Finish"/>.</param>
    public static Connection Open(DatabaseFile copy, out bool wal)
    {
        var connection = Connection.Open(copy.Path, OpenMode.Write, TimeSpan.Zero);
        try
        {
            connection.Configure(raw.SQLITE_DBCONFIG_ENABLE_TRIGGER, on: false);
            connection.Configure(raw.SQLITE_DBCONFIG_ENABLE_FKEY, on: false);

            // Old schemas write strings in double quotes.
            connection.Configure(raw.SQLITE_DBCONFIG_DQS_DDL, on: true);
            connection.Configure(raw.SQLITE_DBCONFIG_DQS_DML, on: true);
            wal = connection.Text("PRAGMA journal_mode") == "wal";
            connection.Execute("PRAGMA journal_mode = OFF");
            connection.Execute("PRAGMA synchronous = OFF");
            connection.Execute("PRAGMA secure_delete = ON");
            connection.Execute("PRAGMA ignore_check_constraints = ON");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Puts back what the header said before, once every connection is closed.</summary>
    public static void Finish(DatabaseFile copy, bool wal)
    {
        if (wal)
        {
            using var connection = Connection.Open(copy.Path, OpenMode.Write, TimeSpan.Zero);
            connection.Execute("PRAGMA journal_mode = WAL");
        }

        copy.DeleteSidecars();
    }
}
