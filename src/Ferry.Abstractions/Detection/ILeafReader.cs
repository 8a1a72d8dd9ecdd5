using Ferry.Schema;

namespace Ferry.Detection;

/// <summary>Reads digests of leaves on one connection of a snapshot.</summary>
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
}
