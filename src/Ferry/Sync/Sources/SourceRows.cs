using Ferry.Reading;
using Ferry.Schema;
using Ferry.Sync.Detection;

namespace Ferry.Sync.Sources;

/// <summary>One moment of the source database. Only ever read.</summary>
internal abstract class SourceRows : IAsyncDisposable
{
    /// <summary>Why nothing of a backup is left out.</summary>
    protected const string Whole = "a backup is read whole";

    /// <summary>What the source is made of.</summary>
    public abstract Catalog Catalog { get; }

    /// <summary>What the user should know of how it is read.</summary>
    public virtual IReadOnlyList<string> Warnings => [];

    /// <summary>How far the source had come, for certain; null when nothing tells it.</summary>
    public virtual SourceMoment? Moment => null;

    /// <summary>Says what must be read to see every change since the digests on record; all of it where the source cannot tell.</summary>
    /// <param name="store">The digests on record.</param>
    /// <param name="options">How to look.</param>
    /// <param name="requests">Tables of the catalog.</param>
    /// <param name="cancellationToken">Ends the looking.</param>
    /// <returns>One answer a request, in their order.</returns>
    public virtual ValueTask<IReadOnlyList<TableChanges>> DetectAsync(
        LeafStore store, DetectionOptions options, IReadOnlyList<DetectionRequest> requests, CancellationToken cancellationToken) =>
        new([.. requests.Select(request => new TableChanges { Table = request.Table, Verdict = Verdict.Everything, Reason = Whole })]);

    /// <summary>Reads what must be read of tables, several ranges at a time. May be called again, for rows that were found to be needed too.</summary>
    /// <param name="tables">What <see cref="DetectAsync"/> has found out.</param>
    /// <param name="filters">Which rows are wanted, as SQL in the source, by table; all of a table that is not named.</param>
    /// <param name="openSink">Makes the receiver of one reader; called once a reader.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public abstract Task ReadAsync(
        IReadOnlyList<TableChanges> tables, IReadOnlyDictionary<string, string> filters, Func<CancellationToken, ValueTask<RowSink>> openSink, CancellationToken cancellationToken);

    /// <summary>Proves, after the last reading, that it was one moment, and keeps what was noted on the way.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    public virtual Task CompleteAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The columns whose values are in the rows of a table, in order.</summary>
    public static IReadOnlyList<Column> Fields(Table table) => [.. table.Columns.Where(column => !column.Generated)];

    /// <inheritdoc />
    public abstract ValueTask DisposeAsync();
}
