using Ferry.Schema;

namespace Ferry.Merging;

/// <summary>One guarded connection to the target of a merge; used by one task at a time.</summary>
public interface IMergeConnection : IAsyncDisposable
{
    /// <summary>Runs one statement.</summary>
    /// <param name="sql">One whole statement.</param>
    /// <param name="cancellationToken">Ends it, also on the server.</param>
    /// <returns>Rows changed.</returns>
    /// <exception cref="FerryException"><see cref="FailureKind.Refused"/> when the statement could remove or replace rows of the target's own tables, or change their structure.</exception>
    ValueTask<long> ExecuteAsync(string sql, CancellationToken cancellationToken);

    /// <summary>Runs a query whose result is small.</summary>
    /// <param name="sql">One whole statement.</param>
    /// <param name="cancellationToken">Ends it, also on the server.</param>
    /// <returns>Rows of values as text; null is NULL.</returns>
    ValueTask<IReadOnlyList<IReadOnlyList<string?>>> QueryAsync(string sql, CancellationToken cancellationToken);

    /// <summary>Adds rows in the engine's row format to a table of the staging area.</summary>
    /// <param name="table">The staging table's name and the columns that the rows hold, in order.</param>
    /// <param name="rows">Rows as a chunk reader writes them.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Rows added.</returns>
    ValueTask<long> LoadAsync(Table table, Stream rows, CancellationToken cancellationToken);

    /// <summary>Begins the transaction that the target's own tables are changed in.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    ValueTask BeginAsync(CancellationToken cancellationToken);

    /// <summary>Makes the changes permanent.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    ValueTask CommitAsync(CancellationToken cancellationToken);

    /// <summary>Takes the changes back.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    ValueTask RollbackAsync(CancellationToken cancellationToken);
}
