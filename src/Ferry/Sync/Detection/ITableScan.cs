using Ferry.Detection;
using Ferry.Schema;

namespace Ferry.Sync.Detection;

/// <summary>A look at one table, in parts that several readers take.</summary>
internal interface ITableScan
{
    Table Table { get; }

    /// <summary>The parts.</summary>
    IAsyncEnumerable<LeafRange> RangesAsync(CancellationToken cancellationToken);

    /// <summary>Looks at one part. Any number at once, each with a reader of its own.</summary>
    ValueTask ScanAsync(ILeafReader reader, LeafRange range, CancellationToken cancellationToken);
}
