using Ferry.Schema;

namespace Ferry.Reading;

/// <summary>Reads rows as bytes.</summary>
public interface IChunkReader
{
    /// <summary>Writes every row of a range to a stream in the engine's row format: fields separated by tab, rows ended by a line feed,
    /// both escaped inside fields, so that a raw line feed always ends a row.</summary>
    /// <param name="table">The table.</param>
    /// <param name="range">The key range.</param>
    /// <param name="rows">Receives the bytes, in blocks that may end inside a row.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="FerryException"><see cref="FailureKind.Source"/> whenever the rows did not all arrive; never a shorter success.</exception>
    ValueTask ReadAsync(Table table, ChunkRange range, Stream rows, CancellationToken cancellationToken);
}
