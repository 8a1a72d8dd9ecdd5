using MySqlConnector;

namespace Ferry.MySql.Connections;

/// <summary>One login through the driver, used by one task at a time. Everything that it throws is a <see cref="FerryException"/> or a cancellation.</summary>
/// <param name="driver">An open connection, which belongs to this object from now on.</param>
/// <param name="failures">Whose fault a failing statement is: <see cref="FailureKind.Source"/> or <see cref="FailureKind.Destination"/>.</param>
internal sealed class ServerConnection(MySqlConnection driver, FailureKind failures) : IAsyncDisposable
{
    /// <summary>The driver's connection, for its bulk loader.</summary>
    public MySqlConnection Driver { get; } = driver;

    /// <summary>The id by which another connection can see or kill this one.</summary>
    public int Id => Driver.ServerThread;

    /// <summary>Runs a statement and returns how many rows it changed.</summary>
    /// <param name="sql">One whole statement.</param>
    /// <param name="action">What is done, for messages: <c>Reading table movies</c>.</param>
    /// <param name="cancellationToken">Ends it, also on the server.</param>
    public ValueTask<int> ExecuteAsync(string sql, string action, CancellationToken cancellationToken) =>
        TranslateAsync(
            action,
            async () =>
            {
                var command = Command(sql);
                await using (command.ConfigureAwait(false))
                {
                    return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
                }
            },
            cancellationToken);

    /// <summary>Runs a query whose result is small, and maps each row.</summary>
    /// <param name="sql">One whole statement.</param>
    /// <param name="action">What is done, for messages.</param>
    /// <param name="map">Makes a value of a row.</param>
    /// <param name="cancellationToken">Ends it, also on the server.</param>
    public ValueTask<List<T>> QueryAsync<T>(string sql, string action, Func<ResultRow, T> map, CancellationToken cancellationToken) =>
        TranslateAsync(
            action,
            async () =>
            {
                var command = Command(sql);
                await using (command.ConfigureAwait(false))
                {
                    var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
                    await using (reader.ConfigureAwait(false))
                    {
                        var rows = new List<T>();
                        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                        {
                            rows.Add(map(new ResultRow(reader)));
                        }

                        return rows;
                    }
                }
            },
            cancellationToken);

    /// <summary>The first column of the first row; null for no row or NULL.</summary>
    public async ValueTask<string?> ScalarAsync(string sql, string action, CancellationToken cancellationToken)
    {
        var rows = await QueryAsync(sql, action, row => row.Text(0), cancellationToken).ConfigureAwait(false);
        return rows.Count == 0 ? null : rows[0];
    }

    /// <summary>Runs a conversation with the driver and translates what it throws.</summary>
    public async ValueTask<T> TranslateAsync<T>(string action, Func<ValueTask<T>> conversation, CancellationToken cancellationToken)
    {
        try
        {
            return await conversation().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is MySqlException or IOException or InvalidOperationException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw MySqlFailures.OfStatement(exception, failures, action);
        }
    }

    public MySqlCommand Command(string sql)
    {
        var command = Driver.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 0;
        return command;
    }

    public ValueTask DisposeAsync() => Driver.DisposeAsync();
}
