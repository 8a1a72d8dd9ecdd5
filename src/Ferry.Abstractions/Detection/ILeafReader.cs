using Ferry.Schema;

namespace Ferry.Detection;

/// <summary>Reads digests of leaves, and which leaves hold recent rows, on one connection of a snapshot.</summary>
public interface ILeafReader
{
    /// <summary>Digests every row of a range where the rows are.</summary>
    /// <param name="table">The table.</param>
    /// <param name="layout">Its layout.</param>
    /// <param name="range">The range.</param>
    /// <param name="key">The key of the hashes.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>Digests of all leaves that have rows, and what they cost on the wire.</returns>
    /// <exception cref="FerryException"><see cref="FailureKind.Source"/> when not all rows were digested.</exception>
    ValueTask<LeafDigests> ReadLeavesAsync(Table table, LeafLayout layout, LeafRange range, LeafKey key, CancellationToken cancellationToken);

    /// <summary>Reads what a column that every change of a row raises says now.</summary>
    /// <param name="table">The table.</param>
    /// <param name="column">The column.</param>
    /// <param name="earlier">What was said before of the same column; null for nothing.</param>
    /// <param name="margin">How far below the highest value rows still count as recent.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>Null when the column's values have no order that tells what is recent.</returns>
    ValueTask<Watermark?> ReadWatermarkAsync(Table table, string column, Watermark? earlier, WatermarkMargin margin, CancellationToken cancellationToken) => new((Watermark?)null);

    /// <summary>Finds the leaves that hold rows which may have been written since a watermark was read, or rows without a value in its column.</summary>
    /// <param name="table">The table.</param>
    /// <param name="layout">Its layout, with leaves that are told by a key.</param>
    /// <param name="range">The range.</param>
    /// <param name="since">The watermark, with a <see cref="Watermark.From"/>.</param>
    /// <param name="most">How many such rows are worth it.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The leaves in order; null when there are more such rows.</returns>
    ValueTask<IReadOnlyList<long>?> ReadRecentAsync(Table table, LeafLayout layout, LeafRange range, Watermark since, long most, CancellationToken cancellationToken) =>
        new((IReadOnlyList<long>?)null);
}
