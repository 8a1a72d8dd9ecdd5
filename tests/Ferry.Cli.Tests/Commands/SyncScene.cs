namespace Ferry.Cli.Tests.Commands;

/// <summary>A production and a local SQLite database that know some of the same people under different ids.</summary>
internal static class SyncScene
{
    private const string Tables = """
        CREATE TABLE users (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, email TEXT NOT NULL UNIQUE);
        CREATE TABLE watched (id INTEGER PRIMARY KEY AUTOINCREMENT, user_id INTEGER NOT NULL REFERENCES users (id), title TEXT NOT NULL, UNIQUE (user_id, title));
        """;

    public static void Prepare(CliRun run)
    {
        run.Configure();
        run.Sql("production.db", $"""
            DROP TABLE users; {Tables}
            INSERT INTO users VALUES (7, 'Ana', 'ana@example.org'), (8, 'Bo', 'bo@example.org');
            INSERT INTO watched VALUES (1, 7, 'Alien'), (2, 8, 'Brazil');
            """);
        run.Sql("local.db", $"""
            {Tables}
            INSERT INTO users VALUES (3, 'Ana, here', 'ana@example.org'), (8, 'Me', 'me@example.org');
            INSERT INTO watched VALUES (1, 3, 'Alien'), (2, 8, 'Casablanca');
            """);
    }

    /// <summary>Every row of the target's own tables, as text.</summary>
    public static string Describe(CliRun run) => $"{Rows(run, "users", "id || name || email")} {Rows(run, "watched", "id || ' ' || user_id || title")}";

    private static object? Rows(CliRun run, string table, string row) => run.Sql("local.db", $"SELECT group_concat({row}, '; ') FROM (SELECT * FROM {table} ORDER BY id)");
}
