using Ferry.Databases;
using MySqlConnector;

namespace Ferry.TestServers;

/// <summary>One way to connect, for shared and private servers.</summary>
internal static class Connections
{
    public static async Task<MySqlConnection> OpenAsync(string connectionString, CancellationToken cancellationToken)
    {
        var settings = new MySqlConnectionStringBuilder(connectionString)
        {
            // A pooled session would outlive its test: with its locks, or on a server that was killed.
            Pooling = false,
            AllowUserVariables = true,
            AllowPublicKeyRetrieval = true,
            AllowLoadLocalInfile = true,
        };
        var connection = new MySqlConnection(settings.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public static async Task ExecuteAsync(string connectionString, string sql, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(connectionString, cancellationToken);
        foreach (var statement in Statements(sql))
        {
            await ExecuteAsync(connection, statement, cancellationToken);
        }
    }

    // One after the other, so that the victim of a deadlock can be run again without those before it. Bodies of code are sent whole.
    private static string[] Statements(string sql) =>
        sql.Contains("BEGIN", StringComparison.OrdinalIgnoreCase) ? [sql] : sql.Split(";\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static async Task ExecuteAsync(MySqlConnection connection, string statement, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = statement;
        command.CommandTimeout = 0;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await command.ExecuteNonQueryAsync(cancellationToken);
                return;
            }
            catch (MySqlException exception) when (exception.ErrorCode == MySqlErrorCode.LockDeadlock && attempt < 10)
            {
                // Other tests lock and unlock the whole server; MySQL then makes somebody's DDL the victim of a deadlock.
                await Task.Delay(TimeSpan.FromMilliseconds(50 * attempt), cancellationToken);
            }
        }
    }

    public static DatabaseTarget Target(string connectionString, string? database)
    {
        var settings = new MySqlConnectionStringBuilder(connectionString);
        return new DatabaseTarget
        {
            Engine = "mysql",
            Host = settings.Server,
            Port = (int)settings.Port,
            Username = settings.UserID,
            Password = settings.Password.Length == 0 ? null : new Secret(settings.Password),
            Database = database,
        };
    }
}
