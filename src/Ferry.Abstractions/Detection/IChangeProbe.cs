using Ferry.Schema;

namespace Ferry.Detection;

/// <summary>Tells what of a source's tables can have changed since an earlier look, by SELECT alone and on the moment of one snapshot.</summary>
/// <remarks>Rows are grouped into leaves by their key. Two looks at a leaf compare by a count and two sums over the hashes of its rows, so that unchanged rows
/// need not travel.</remarks>
public interface IChangeProbe
{
    /// <summary>The readers of leaves: the very connections of <see cref="Reading.ISnapshot.Readers"/>, index by index; a connection serves one task at a time, whichever role it is used in.</summary>
    IReadOnlyList<ILeafReader> Readers { get; }

    /// <summary>Reads facts that cost next to nothing and prove, where they stay the same, that a table has not changed.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>Stamps by table name; none for a table of which nothing can be said for certain.</returns>
    ValueTask<IReadOnlyDictionary<string, IReadOnlyList<TableStamp>>> ReadStampsAsync(CancellationToken cancellationToken);

    /// <summary>Decides how a table's rows are grouped.</summary>
    /// <param name="table">A table of the snapshot's catalog.</param>
    /// <param name="rowsPerLeaf">How many rows a leaf should have on average, at least one.</param>
    /// <param name="cancellationToken">Ends the look at the table's keys.</param>
    /// <returns>The layout, to be kept with the digests that are read by it.</returns>
    ValueTask<LeafLayout> LayOutAsync(Table table, int rowsPerLeaf, CancellationToken cancellationToken);

    /// <summary>The <see cref="LeafLayout.Fingerprint"/> that a layout of this table has now.</summary>
    /// <param name="table">A table of the snapshot's catalog.</param>
    string Fingerprint(Table table);

    /// <summary>Cuts a table into ranges that together hold every row exactly once and never part a leaf.</summary>
    /// <param name="table">A table of the snapshot's catalog.</param>
    /// <param name="layout">Its layout.</param>
    /// <param name="targetBytes">The wanted size of a range's rows in bytes.</param>
    /// <param name="cancellationToken">Ends the planning.</param>
    /// <returns>Ranges in the order of their leaves.</returns>
    IAsyncEnumerable<LeafRange> RangesAsync(Table table, LeafLayout layout, long targetBytes, CancellationToken cancellationToken);

    /// <summary>Begins to digest rows that a chunk reader writes, so that they need not be read a second time.</summary>
    /// <param name="table">The table.</param>
    /// <param name="layout">Its layout.</param>
    /// <param name="range">The range that the rows come from.</param>
    /// <param name="key">The key of the hashes.</param>
    /// <returns>A stream that takes the rows; its digests are those that <see cref="ILeafReader"/> gives for the same rows.</returns>
    LeafTallyStream Tally(Table table, LeafLayout layout, LeafRange range, LeafKey key);
}
