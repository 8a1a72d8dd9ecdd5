using Ferry.Databases;
using Microsoft.Data.Sqlite;

namespace Ferry.EndToEnd.Tests.Faults;

/// <summary>A folder with a ferry.json and two SQLite databases, as a user would have it.</summary>
internal sealed class SqliteProject : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ferry-project-");

    public SqliteProject()
    {
        File.WriteAllText(Path.Combine(Folder, "ferry.json"), """
            { "Ferry": { "Application": "movies", "Environments": {
                "local": { "Databases": { "main": "sqlite:local.db" } },
                "staging": { "Databases": { "main": "sqlite:staging.db" } } } } }
            """);
        Execute("staging.db", """
            CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE);
            CREATE TABLE movies (id INTEGER PRIMARY KEY, title TEXT);
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500)
            INSERT INTO users SELECT i, 'user' || i || '@example.com' FROM n;
            INSERT INTO movies VALUES (1, 'one'), (2, 'two');
            """);
        Execute("local.db", "CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT); INSERT INTO users VALUES (1, 'mine');");
    }

    public string Folder => _folder.FullName;

    public string Archives => Path.Combine(Folder, "backups", "movies");

    /// <summary>Writes a configuration for databases on servers instead.</summary>
    public void Configure(DatabaseTarget staging, DatabaseTarget local) => File.WriteAllText(Path.Combine(Folder, "ferry.json"), $$"""
        { "Ferry": { "Application": "movies", "Environments": {
            "local": { "Databases": { "main": "{{local.Display}}" } },
            "staging": { "Databases": { "main": "{{staging.Display}}" } } } } }
        """);

    /// <summary>Writes a configuration that keeps the backups elsewhere.</summary>
    public void KeepBackupsAt(string path) => File.WriteAllText(Path.Combine(Folder, "ferry.json"), $$"""
        { "Ferry": { "Application": "movies", "Destinations": { "small": { "Path": "{{path}}" } }, "Environments": {
            "staging": { "Databases": { "main": "sqlite:staging.db" } } } } }
        """);

    /// <summary>What looks like a backup.</summary>
    public IReadOnlyList<string> Visible() => Directory.Exists(Archives) ? [.. Directory.EnumerateFiles(Archives, "*.zip").Where(path => !Path.GetFileName(path).StartsWith('.'))] : [];

    public Task<FerryRun> RunAsync(string commandLine, string? crashAt = null) => FerryProcess.RunAsync(
        Folder, commandLine.Split(' '), crashAt is null ? null : new Dictionary<string, string> { ["FERRY_CRASH_AT"] = crashAt });

    public void Execute(string database, string sql)
    {
        using var connection = Open(database);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>The one value that a query gives.</summary>
    public string Ask(string database, string query)
    {
        using var connection = Open(database);
        using var command = connection.CreateCommand();
        command.CommandText = query;
        return $"{command.ExecuteScalar()}";
    }

    /// <summary>Rows of a database in one line, or why it cannot be read.</summary>
    public string Describe(string database)
    {
        using var connection = Open(database);
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA integrity_check";
        command.ExecuteScalar().ShouldBe("ok");
        command.CommandText = "SELECT (SELECT COUNT(*) FROM users) || ' ' || (SELECT GROUP_CONCAT(name) FROM (SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name))";
        return (string)command.ExecuteScalar()!;
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private SqliteConnection Open(string database)
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(Folder, database)};Pooling=false");
        connection.Open();
        return connection;
    }
}
