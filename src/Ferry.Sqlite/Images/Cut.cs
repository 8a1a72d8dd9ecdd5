using Ferry.Schema;
using Ferry.Sqlite.Connections;
using Ferry.Sqlite.Schema;
using SQLitePCL;

namespace Ferry.Sqlite.Images;

/// <summary>Takes tables or their rows out of a private copy, so that nothing of them stays in the file.</summary>
internal static class Cut
{
    /// <summary>Applies a selection.</summary>
    /// <returns>Warnings for people.</returns>
    public static IReadOnlyList<string> Apply(DatabaseFile copy, TableSelection selection, CancellationToken cancellationToken)
    {
        bool wal;
        bool compact;
        using (var connection = PrivateWriter.Open(copy, out wal))
        using (connection.InterruptOn(cancellationToken))
        {
            Remove(connection, selection);
            compact = TryCompact(connection, copy);
        }

        if (compact)
        {
            File.Move(CompactPath(copy), copy.Path, overwrite: true);
        }

        PrivateWriter.Finish(copy, wal);
        return compact ? [] : ["The space of the tables left out was overwritten with zeros, but the file could not be made smaller."];
    }

    private static void Remove(Connection connection, TableSelection selection)
    {
        var schema = SchemaQueries.Rows(connection);
        var shapes = SchemaQueries.Shapes(connection);
        var wanted = new Selection(selection, schema, shapes);
        connection.Execute("BEGIN");
        foreach (var row in schema.Where(row => row is { Type: "table", Internal: false } && wanted.OwnerOf(row.Name) is null))
        {
            switch (wanted.Decide(row.Name))
            {
                case null:
                    connection.Execute($"DROP TABLE {SqliteDialect.Quote(row.Name)}");
                    break;
                case TableContent.StructureOnly:
                    connection.Execute($"DELETE FROM {SqliteDialect.Quote(row.Name)}");
                    break;
            }
        }

        connection.Execute("COMMIT");
    }

    /// <summary>VACUUM INTO keeps every rowid; plain VACUUM renumbers those of tables without an INTEGER PRIMARY KEY.</summary>
    private static bool TryCompact(Connection connection, DatabaseFile copy)
    {
        if (CollationStubs.Register(connection).Count > 0)
        {
            return false;
        }

        var compact = new DatabaseFile(CompactPath(copy));
        compact.CreatePrivate();
        try
        {
            connection.Execute($"VACUUM INTO {SqliteDialect.Literal(compact.Path)}");
            return true;
        }
        catch (SqliteFailure failure) when (failure.Primary == raw.SQLITE_ERROR)
        {
            // An index or a column needs a function that only the application has.
            compact.Delete();
            return false;
        }
        catch
        {
            compact.Delete();
            throw;
        }
    }

    private static string CompactPath(DatabaseFile copy) => copy.Path + "-compact";
}
