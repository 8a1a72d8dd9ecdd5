using Ferry.Detection;
using Ferry.Schema;

namespace Ferry.Reading;

/// <summary>One moment of a database, readable by several readers at once.</summary>
public interface ISnapshot : IAsyncDisposable
{
    /// <summary>What the database was made of at that moment.</summary>
    Catalog Catalog { get; }

    /// <summary>How consistent the snapshot is and how that was reached.</summary>
    Consistency Consistency { get; }

    /// <summary>Where the server's logs stood, for certain, before the moment: by the names of <see cref="Consistency.Position"/>, and known also where the exact place is not.</summary>
    IReadOnlyDictionary<string, string> PositionBefore => Consistency.Position;

    /// <summary>The readers; each is used by one task at a time.</summary>
    IReadOnlyList<IChunkReader> Readers { get; }

    /// <summary>Tells what has changed since an earlier snapshot; null where nothing can be told but by reading every row.</summary>
    IChangeProbe? Changes => null;

    /// <summary>Cuts a table into key ranges that together hold every row exactly once, lazily.</summary>
    /// <param name="table">A table of <see cref="Catalog"/>.</param>
    /// <param name="targetBytes">The wanted size of a range's rows in bytes.</param>
    /// <param name="cancellationToken">Ends the planning.</param>
    /// <returns>Ranges in key order; one unbounded range for a table without a usable key.</returns>
    IAsyncEnumerable<ChunkRange> PlanAsync(Table table, long targetBytes, CancellationToken cancellationToken);

    /// <summary>Proves, after the last read, that the snapshot held to the end.</summary>
    /// <param name="cancellationToken">Ends the check.</param>
    /// <exception cref="FerryException"><see cref="FailureKind.Source"/> when a definition or a position moved under a snapshot that does not allow it.</exception>
    ValueTask CompleteAsync(CancellationToken cancellationToken);
}
