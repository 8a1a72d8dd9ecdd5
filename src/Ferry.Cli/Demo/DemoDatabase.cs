using Ferry.Cli.Formats;
using Microsoft.Data.Sqlite;

namespace Ferry.Cli.Demo;

/// <summary>One of the demo's two SQLite databases: movies, users and who watched what, always the same rows.</summary>
/// <param name="File">Absolute path of the file.</param>
internal sealed record DemoDatabase(string File)
{
    /// <summary>What is done to it between the backup and the restore, as a person would do it.</summary>
    public const string Damage = "DROP TABLE movie_user; DELETE FROM movies WHERE id % 3 = 0; UPDATE users SET email = 'oops'||id";

    /// <summary>What happens in production while local goes its own way: people sign up, and rate.</summary>
    public const string NewInProduction = "INSERT INTO users VALUES (601, 'Omar', 'omar@example.com', '2026-01-01'), (602, 'Nadia', 'nadia@example.com', '2026-01-02'); "
        + "INSERT INTO movie_user VALUES (1, 601, '2026-01-03', 4), (1, 602, '2026-01-03', 5); UPDATE movies SET rating = 9.9 WHERE id = 1";

    /// <summary>Meanwhile in local: Nadia has tried it here first, under an id that production gave to Omar.</summary>
    public const string NewInLocal = "INSERT INTO users VALUES (601, 'Nadia (test)', 'nadia@example.com', '2026-01-02'); INSERT INTO movie_user VALUES (2, 601, '2026-01-02', 3)";

    /// <summary>An edit that no later sync takes away.</summary>
    public const string Edit = "UPDATE movies SET title = 'My cut' WHERE id = 1";

    private const string Schema = """
        CREATE TABLE movies (id INTEGER PRIMARY KEY, title TEXT NOT NULL, year INTEGER NOT NULL, rating REAL);
        CREATE TABLE users (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, email TEXT NOT NULL UNIQUE, created_at TEXT NOT NULL);
        CREATE TABLE movie_user (
            movie_id INTEGER NOT NULL REFERENCES movies (id),
            user_id INTEGER NOT NULL REFERENCES users (id),
            watched_at TEXT NOT NULL,
            stars INTEGER,
            PRIMARY KEY (movie_id, user_id)) WITHOUT ROWID;
        CREATE INDEX movie_user_user ON movie_user (user_id, watched_at);
        CREATE VIEW favourites AS SELECT users.name, movies.title FROM movie_user
            JOIN users ON users.id = user_id JOIN movies ON movies.id = movie_id WHERE stars = 5;
        """;

    private static readonly string[] Tables = ["movies", "users", "movie_user"];
    private static readonly string[] Moods = ["Silent", "Crimson", "Last", "Hidden", "Electric", "Broken", "Golden", "Midnight", "Paper", "Distant"];
    private static readonly string[] Things = ["Harbour", "Engine", "Garden", "Signal", "Voyage", "Mirror", "Winter", "Orchard", "Empire", "Tide"];
    private static readonly string[] Names = ["Ada", "Björn", "Chloé", "Dmitri", "Esra", "Fatima", "Grace", "Hiro", "Inés", "Jürgen", "Kenji", "Łucja"];

    public async Task CreateAsync(int movies, int users, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await ExecuteAsync(connection, Schema, cancellationToken);
        await using var transaction = (SqliteTransaction)await connection.BeginTransactionAsync(cancellationToken);
        for (var id = 1; id <= movies; id++)
        {
            var title = $"{Moods[id * 7 % Moods.Length]} {Things[id / Moods.Length % Things.Length]} {id}";
            await InsertAsync(connection, "INSERT INTO movies VALUES ($1, $2, $3, $4)", cancellationToken, id, title, 1950 + (id * 13 % 75), (id * 37 % 100) / 10.0);
        }

        for (var id = 1; id <= users; id++)
        {
            var name = Names[id % Names.Length];
            await InsertAsync(
                connection, "INSERT INTO users VALUES ($1, $2, $3, $4)", cancellationToken, id, name, $"user{id}@example.com", Day(id));
            for (var watched = 0; watched < 3 + (id % 6); watched++)
            {
                var movie = 1 + (((id * 31) + (watched * 17)) % movies);
                await InsertAsync(
                    connection, "INSERT OR IGNORE INTO movie_user VALUES ($1, $2, $3, $4)", cancellationToken, movie, id, Day(id + watched), 1 + ((id + watched) % 5));
            }
        }

        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Runs a script, as <c>sqlite3 FILE "…"</c> would.</summary>
    public async Task RunAsync(string script, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await ExecuteAsync(connection, script, cancellationToken);
    }

    /// <summary>Rows of each table in a line; a table that is gone says so.</summary>
    public async Task<string> DescribeAsync(CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        var parts = new List<string>();
        foreach (var table in Tables)
        {
            var exists = await ScalarAsync(connection, $"SELECT count(*) FROM sqlite_schema WHERE name = '{table}'", cancellationToken) > 0;
            parts.Add(exists
                ? $"{table} {Quantity.Count(await ScalarAsync(connection, $"SELECT count(*) FROM {table}", cancellationToken))}"
                : $"{table} is gone");
        }

        return string.Join(", ", parts);
    }

    /// <summary>Who came after the first users, and the first movie.</summary>
    public async Task<string> DescribeNewestAsync(CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT (SELECT group_concat(id || ' ' || name, ', ') FROM (SELECT * FROM users WHERE id > 600 ORDER BY id))
                || '; movie 1 ' || (SELECT title || ', rated ' || rating FROM movies WHERE id = 1)
            """;
        return (string)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private static string Day(int number) => new DateOnly(2024, 1, 1).AddDays(number % 700).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static async Task ExecuteAsync(SqliteConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<long> ScalarAsync(SqliteConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)(await command.ExecuteScalarAsync(cancellationToken) ?? 0L);
    }

    private static async Task InsertAsync(SqliteConnection connection, string sql, CancellationToken cancellationToken, params object[] values)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var index = 0; index < values.Length; index++)
        {
            command.Parameters.AddWithValue($"${index + 1}", values[index]);
        }

        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<SqliteConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = File, Pooling = false }.ToString());
        await connection.OpenAsync(cancellationToken);
        return connection;
    }
}
