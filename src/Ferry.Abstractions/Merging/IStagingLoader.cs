using Ferry.Schema;

namespace Ferry.Merging;

/// <summary>Fills tables of the staging area by the engine's bulk path; used by one task at a time.</summary>
public interface IStagingLoader : IAsyncDisposable
{
    /// <summary>Adds rows.</summary>
    /// <param name="table">The staging table's bare name, and the columns that the rows hold, in order.</param>
    /// <param name="rows">Rows in the engine's row format.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Rows added.</returns>
    /// <exception cref="FerryException"><see cref="FailureKind.Destination"/> when the server refuses a row or would change it.</exception>
    ValueTask<long> LoadAsync(Table table, Stream rows, CancellationToken cancellationToken);
}
