namespace Ferry.Sqlite.Connections;

/// <summary>Where the library's failures become Ferry's, and where its blocking calls leave the caller's thread.</summary>
internal static class Boundary
{
    /// <summary>Runs blocking work on the thread pool: SQLite has no asynchronous calls.</summary>
    /// <param name="task">What is being done, for the message: <c>copy sqlite:/data/app.db</c>.</param>
    /// <param name="file">The database that the work is about.</param>
    /// <param name="side">Whose fault a failure is where the code does not tell.</param>
    /// <param name="work">The work.</param>
    /// <param name="cancellationToken">Checked before the work starts; the work itself honours it from then on.</param>
    public static async ValueTask<T> RunAsync<T>(
        string task, DatabaseFile file, FailureKind side, Func<T> work, CancellationToken cancellationToken)
    {
        try
        {
            return await Task.Run(work, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (Failures.Translate(exception, task, file, side) is { } failure)
        {
            throw failure;
        }
    }
}
