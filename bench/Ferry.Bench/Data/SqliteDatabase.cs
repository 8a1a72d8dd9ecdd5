using Microsoft.Data.Sqlite;

namespace Ferry.Bench.Data;

/// <summary>The same database as one SQLite file.</summary>
internal static class SqliteDatabase
{
    public static void Create(string path, string schemaFolder, Dataset dataset)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        Run(connection, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; PRAGMA cache_size = -65536");
        Run(connection, File.ReadAllText(Path.Combine(schemaFolder, "sqlite-tables.sql")));
        foreach (var table in dataset.Tables)
        {
            using var transaction = connection.BeginTransaction();
            using var sink = new SqliteSink(connection, table);
            table.Write(sink);
            transaction.Commit();
        }

        Run(connection, File.ReadAllText(Path.Combine(schemaFolder, "sqlite-keys.sql")));
        Run(connection, "PRAGMA journal_mode = WAL");
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
