using Ferry.Sqlite.Connections;

namespace Ferry.Sqlite.Merging;

/// <summary>Opens a file for merging: the lock first, then the connection with what a merge needs of it.</summary>
internal static class MergeOpening
{
    public static MergeConnection Open(DatabaseFile file, string area, TimeSpan busyTimeout)
    {
        var held = TargetLock.Take(file);
        try
        {
            var connection = Connection.Open(file.Path, OpenMode.Write, busyTimeout);
            CollationStubs.Register(connection);
            CellsFunction.Register(connection);
            ListFunctions.Register(connection);

            // The engine proves every reference itself before it commits; actions of foreign keys would change rows that no plan has shown.
            connection.Execute("PRAGMA foreign_keys = OFF");
            return new(file, connection, held, area);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }
}
