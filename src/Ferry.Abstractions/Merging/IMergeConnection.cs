namespace Ferry.Merging;

/// <summary>The guarded connection to the target of a merge; used by one task at a time.</summary>
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

    /// <summary>Opens a way to fill tables of the staging area; several may be open at once.</summary>
    /// <param name="cancellationToken">Ends the opening.</param>
    /// <returns>The loader, which ends before the connection does.</returns>
    ValueTask<IStagingLoader> OpenLoaderAsync(CancellationToken cancellationToken);

    /// <summary>Begins the transaction that the target's own tables are changed in.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    ValueTask BeginAsync(CancellationToken cancellationToken);

    /// <summary>Makes the changes permanent.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    ValueTask CommitAsync(CancellationToken cancellationToken);

    /// <summary>Takes the changes back.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    ValueTask RollbackAsync(CancellationToken cancellationToken);

    /// <summary>Removes rows that a run inserted, which is what undoing it means. With <see cref="RemoveCopiesAsync"/> the only way in which a row of the target's own tables can be removed.</summary>
    /// <param name="removal">Which rows.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Rows removed.</returns>
    /// <exception cref="FerryException"><see cref="FailureKind.Refused"/> when the rows are not named by a table of the staging area.</exception>
    ValueTask<long> RemoveAsync(InsertedRows removal, CancellationToken cancellationToken);

    /// <summary>Removes copies that a run inserted into a table without a primary key.</summary>
    /// <param name="removal">Which contents, and how many of each.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Rows removed; of each content never more than its copies.</returns>
    ValueTask<long> RemoveCopiesAsync(InsertedCopies removal, CancellationToken cancellationToken);
}
