using Ferry.MySql.Connections;
using Ferry.MySql.Dialects;

namespace Ferry.MySql.Merging;

/// <summary>Opens the connection that merges: its session first, then the staging area and the lock on it.</summary>
internal sealed class MergeOpening(Connector connector, ServerDialect dialect, Loading.MySqlLoadTarget loading, TimeProvider clock)
{
    private const int LockPatienceSeconds = 2;

    // Strict, so that the server never cuts a value; foreign keys are proven by the engine itself before it commits, or by the server as rows are
    // inserted that come after their parents: it would refuse others, and would change rows that no plan has shown.
    private const string Session =
        "SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_AUTO_VALUE_ON_ZERO,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION', foreign_key_checks = 0, unique_checks = 1, group_concat_max_len = 4294967295";

    public ValueTask<MergeConnection> OpenAsync(string database, string area, CancellationToken cancellationToken) => OpenAsync(
        database,
        area,
        async connection =>
        {
            await LockAsync(connection, area, cancellationToken).ConfigureAwait(false);
            await Loading.LockRetry.RunAsync(
                () => connection.ExecuteAsync(
                    $"CREATE DATABASE IF NOT EXISTS {Quote.Identifier(area)} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin", $"Creating database {area}", cancellationToken),
                clock,
                cancellationToken).ConfigureAwait(false);
        },
        cancellationToken);

    /// <summary>Without the lock, which the connection holds that this one stands beside.</summary>
    public ValueTask<MergeConnection> OpenBesideAsync(string database, string area, CancellationToken cancellationToken) =>
        OpenAsync(database, area, _ => ValueTask.CompletedTask, cancellationToken);

    private async ValueTask<MergeConnection> OpenAsync(string database, string area, Func<ServerConnection, ValueTask> prepare, CancellationToken cancellationToken)
    {
        var connection = await connector.OpenAsync(dialect, ConnectionPurpose.Control, database, cancellationToken).ConfigureAwait(false);
        try
        {
            foreach (var statement in dialect.MergePins.Append(Session))
            {
                await connection.ExecuteAsync(statement, "Preparing the session", cancellationToken).ConfigureAwait(false);
            }

            if (await connection.ScalarAsync(ServerDialect.LogsStatements, "Preparing the session", cancellationToken).ConfigureAwait(false) != "1")
            {
                await connection.ExecuteAsync(ServerDialect.ReadCommitted, "Preparing the session", cancellationToken).ConfigureAwait(false);
            }

            await prepare(connection).ConfigureAwait(false);
            return new(connection, database, area, token => loading.OpenRowsAsync(area, token), clock);
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    // The server frees the name when the connection ends; a run that was killed a moment ago gets that moment.
    private static async ValueTask LockAsync(ServerConnection connection, string area, CancellationToken cancellationToken)
    {
        var taken = await connection.ScalarAsync(
            $"SELECT GET_LOCK({Quote.Literal(area)}, {LockPatienceSeconds})", "Reserving the target", cancellationToken).ConfigureAwait(false);
        if (taken != "1")
        {
            throw new FerryException(
                FailureKind.Locked, "sync.target-locked", "Another sync is working on this target; nothing was changed.",
                $"It holds the lock {area} on the server.", "Wait until it has finished, then run the command again.");
        }
    }
}
