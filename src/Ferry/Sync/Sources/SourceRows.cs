using Ferry.Schema;

namespace Ferry.Sync.Sources;

/// <summary>One moment of the source database. Only ever read.</summary>
internal abstract class SourceRows : IAsyncDisposable
{
    /// <summary>What the source is made of.</summary>
    public abstract Catalog Catalog { get; }

    /// <summary>What the user should know of how it is read.</summary>
    public virtual IReadOnlyList<string> Warnings => [];

    /// <summary>Reads tables, several ranges at a time.</summary>
    /// <param name="tables">Tables of the catalog.</param>
    /// <param name="filters">Which rows are wanted, as SQL in the source, by table; all of a table that is not named.</param>
    /// <param name="openSink">Makes the receiver of one reader; called once a reader.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public abstract Task ReadAsync(
        IReadOnlyList<Table> tables, IReadOnlyDictionary<string, string> filters, Func<CancellationToken, ValueTask<RowSink>> openSink, CancellationToken cancellationToken);

    /// <summary>The columns whose values are in the rows of a table, in order.</summary>
    public static IReadOnlyList<Column> Fields(Table table) => [.. table.Columns.Where(column => !column.Generated)];

    /// <inheritdoc />
    public abstract ValueTask DisposeAsync();
}
