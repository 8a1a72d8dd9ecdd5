namespace Ferry.MySql.Reading.Rows;

/// <summary>A connection that streams rows as bytes and holds one reader's snapshot. Used by one task at a time.</summary>
internal interface IRowConnection : IAsyncDisposable
{
    /// <summary>Runs a statement that returns no rows.</summary>
    /// <param name="sql">One whole statement.</param>
    /// <param name="cancellationToken">Ends it.</param>
    ValueTask ExecuteAsync(string sql, CancellationToken cancellationToken);

    /// <summary>Writes rows as LOAD DATA reads them.</summary>
    /// <param name="query">What to read.</param>
    /// <param name="rows">Receives the bytes, in blocks that may end inside a row.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="FerryException"><see cref="FailureKind.Source"/> whenever the rows did not all arrive.</exception>
    ValueTask ReadRowsAsync(RowQuery query, Stream rows, CancellationToken cancellationToken);
}
