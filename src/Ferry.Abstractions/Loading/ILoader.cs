using Ferry.Schema;

namespace Ferry.Loading;

/// <summary>One connection that loads into one database.</summary>
public interface ILoader : IAsyncDisposable
{
    /// <summary>Runs one statement under its session state.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>A task that ends when the server has acknowledged it.</returns>
    /// <exception cref="FerryException"><see cref="FailureKind.Destination"/> naming the object and the server's message.</exception>
    ValueTask ExecuteAsync(ScriptStatement statement, CancellationToken cancellationToken);

    /// <summary>Adds rows to a table by the engine's bulk path. A table may take several calls; each is kept when it returns.</summary>
    /// <param name="table">The table.</param>
    /// <param name="rows">Rows in the engine's row format.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What the server counted in this call.</returns>
    /// <exception cref="FerryException"><see cref="FailureKind.Destination"/> when a row was skipped or the server refused.</exception>
    ValueTask<LoadResult> LoadAsync(Table table, Stream rows, CancellationToken cancellationToken);
}
