using Ferry.Databases;
using MySqlConnector;

namespace Ferry.TestServers;

/// <summary>An empty database of one test, dropped when the test is done with it.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly string _server;

    private TestDatabase(string server, string name) => (_server, Name) = (server, name);

    /// <summary>Its name on the server.</summary>
    public string Name { get; }

    /// <summary>Where it is and how to log in.</summary>
    public string ConnectionString => new MySqlConnectionStringBuilder(_server) { Database = Name }.ConnectionString;

    /// <summary>The database as Ferry is told about it.</summary>
    public DatabaseTarget Target => Connections.Target(_server, Name);

    /// <summary>Opens a connection that belongs to no pool.</summary>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>An open connection, the caller's to dispose of.</returns>
    public Task<MySqlConnection> OpenAsync(CancellationToken cancellationToken = default) =>
        Connections.OpenAsync(ConnectionString, cancellationToken);

    /// <summary>Runs one or more statements in a session of their own.</summary>
    /// <param name="sql">Statements, separated by semicolons.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends with the last statement.</returns>
    public Task ExecuteAsync(string sql, CancellationToken cancellationToken = default) =>
        Connections.ExecuteAsync(ConnectionString, sql, cancellationToken);

    /// <summary>Reads one value in a session of its own.</summary>
    /// <typeparam name="T">What the value is converted to.</typeparam>
    /// <param name="sql">A query.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The first column of the first row; default where that is NULL or missing.</returns>
    public async Task<T?> ScalarAsync<T>(string sql, CancellationToken cancellationToken = default)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        var value = await command.ExecuteScalarAsync(cancellationToken);
        return value switch
        {
            null or DBNull => default,
            T typed => typed,
            _ => (T)Convert.ChangeType(value, typeof(T), System.Globalization.CultureInfo.InvariantCulture),
        };
    }

    /// <summary>Drops the database and what was kept beside it for syncs. Waits no longer than half a minute for sessions that still use it.</summary>
    /// <returns>A task that ends when it is gone.</returns>
    public async ValueTask DisposeAsync()
    {
        foreach (var name in await BesideAsync())
        {
            await Connections.ExecuteAsync(_server, $"SET SESSION lock_wait_timeout = 30; DROP DATABASE IF EXISTS `{name}`", CancellationToken.None);
        }

        await Connections.ExecuteAsync(_server, $"SET SESSION lock_wait_timeout = 30; DROP DATABASE IF EXISTS `{Name}`", CancellationToken.None);
    }

    private async Task<IReadOnlyList<string>> BesideAsync()
    {
        await using var connection = await Connections.OpenAsync(_server, CancellationToken.None);
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT SCHEMA_NAME FROM information_schema.SCHEMATA WHERE SCHEMA_NAME LIKE '{Name.Replace("_", "\\_", StringComparison.Ordinal)}\\_ferry\\_%'";
        await using var reader = await command.ExecuteReaderAsync();
        var names = new List<string>();
        while (await reader.ReadAsync())
        {
            names.Add(reader.GetString(0));
        }

        return names;
    }

    internal static async Task<TestDatabase> CreateAsync(string server, string purpose, CancellationToken cancellationToken)
    {
        var name = $"ferry_{purpose}_{Guid.NewGuid():N}"[..Math.Min(64, purpose.Length + 19)];
        await Connections.ExecuteAsync(server, $"CREATE DATABASE `{name}` DEFAULT CHARACTER SET utf8mb4", cancellationToken);
        return new TestDatabase(server, name);
    }
}
