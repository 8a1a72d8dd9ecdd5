using Ferry.Databases;
using MySqlConnector;

namespace Ferry.TestServers;

/// <summary>A server that all tests share, named by an environment variable. Everyone works in a database of their own.</summary>
public sealed class TestServer
{
    private readonly string _variable;

    private TestServer(ServerKind kind, string variable) => (Kind, _variable) = (kind, variable);

    /// <summary>The server of FERRY_TEST_MARIADB.</summary>
    public static TestServer MariaDb { get; } = new(ServerKind.MariaDb, "FERRY_TEST_MARIADB");

    /// <summary>The server of FERRY_TEST_MARIADB_NEXT.</summary>
    public static TestServer MariaDbNext { get; } = new(ServerKind.MariaDbNext, "FERRY_TEST_MARIADB_NEXT");

    /// <summary>The server of FERRY_TEST_MYSQL.</summary>
    public static TestServer MySql { get; } = new(ServerKind.MySql, "FERRY_TEST_MYSQL");

    /// <summary>Which of them it is.</summary>
    public ServerKind Kind { get; }

    /// <summary>Whether there is a server.</summary>
    public bool IsAvailable => Read("") is not null;

    /// <summary>Where it is and how to log in, with rights to do everything. Skips the test when there is no server.</summary>
    public string ConnectionString => Require("", "connection string");

    /// <summary>PEM file of the authority that signed the server's certificate. Skips the test when it is not known.</summary>
    public string CertificateAuthority => Require("_CA", "certificate authority");

    /// <summary>The stock command-line client of this server. Skips the test when there is none.</summary>
    public string Client => Require("_CLIENT", "command-line client");

    /// <summary>The server of a kind, for theories.</summary>
    /// <param name="kind">Which of them.</param>
    /// <returns>That server, there or not.</returns>
    public static TestServer Of(ServerKind kind) => kind switch
    {
        ServerKind.MariaDb => MariaDb,
        ServerKind.MariaDbNext => MariaDbNext,
        _ => MySql,
    };

    /// <summary>Skips the running test when there is no server; fails it where CI is true.</summary>
    /// <returns>The same server.</returns>
    public TestServer RequireAvailable()
    {
        _ = ConnectionString;
        return this;
    }

    /// <summary>Opens a connection that belongs to no pool and to no database.</summary>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>An open connection, the caller's to dispose of.</returns>
    public Task<MySqlConnection> OpenAsync(CancellationToken cancellationToken = default) =>
        Connections.OpenAsync(ConnectionString, cancellationToken);

    /// <summary>Makes an empty database with a name nobody else has.</summary>
    /// <param name="purpose">A word for the name, so that a database that was left behind can be traced.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>The database; it is dropped when disposed of.</returns>
    public Task<TestDatabase> CreateDatabaseAsync(string purpose = "test", CancellationToken cancellationToken = default) =>
        TestDatabase.CreateAsync(ConnectionString, purpose, cancellationToken);

    /// <summary>The server as Ferry is told about it.</summary>
    /// <param name="database">A database on it, or null for none.</param>
    /// <returns>Where it is and how to log in.</returns>
    public DatabaseTarget Target(string? database = null) => Connections.Target(ConnectionString, database);

    private string? Read(string suffix) =>
        Environment.GetEnvironmentVariable(_variable + suffix) is { Length: > 0 } value ? value : null;

    private string Require(string suffix, string what) =>
        Read(suffix) ?? Requirement.Missing($"{_variable}{suffix} names no {what} of a {Kind} server; see docs/testing.md");
}
