using MySqlConnector;

namespace Ferry.MySql.Loading;

/// <summary>Repeats a statement that lost against another transaction, with growing pauses.</summary>
internal static class LockRetry
{
    private const int Attempts = 5;
    private static readonly TimeSpan _firstPause = TimeSpan.FromMilliseconds(200);

    /// <summary>Runs a statement; a deadlock or a lock timeout is tried again a few times.</summary>
    /// <param name="statement">One statement, rolled back by the server when it fails.</param>
    /// <param name="clock">Times the pauses.</param>
    /// <param name="cancellationToken">Ends the pauses.</param>
    public static async ValueTask<int> RunAsync(Func<ValueTask<int>> statement, TimeProvider clock, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await statement().ConfigureAwait(false);
            }
            catch (FerryException exception) when (attempt < Attempts && IsTransient(exception.InnerException))
            {
                await Task.Delay(_firstPause * (1 << attempt), clock, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static bool IsTransient(Exception? exception) => exception is MySqlException
    {
        ErrorCode: MySqlErrorCode.LockDeadlock or MySqlErrorCode.LockWaitTimeout,
    };
}
