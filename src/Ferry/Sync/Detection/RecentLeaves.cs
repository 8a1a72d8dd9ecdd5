using Ferry.Detection;
using Ferry.Schema;

namespace Ferry.Sync.Detection;

/// <summary>Finds the leaves of one table that hold rows which a watermark calls recent.</summary>
internal sealed class RecentLeaves(ScanContext context, Table table, LeafLayout layout, Watermark since)
{
    // Their leaves are held in memory; past this, or past a share of the rows, digests are as cheap.
    private const long MostRows = 1_000_000;

    private static readonly LeafRange _whole = new(long.MinValue, long.MaxValue, Reading.ChunkRange.Whole);

    /// <summary>How many recent rows are worth it.</summary>
    public long Most => (long)Math.Min(MostRows, Math.Max(1, since.Rows * context.Options.WholeFrom));

    /// <summary>The parts in which they are looked for.</summary>
    public IAsyncEnumerable<LeafRange> RangesAsync(CancellationToken cancellationToken) => layout.Kind == LeafKind.Integer
        ? new[] { _whole }.ToAsyncEnumerable()
        : context.Probe.RangesAsync(table, layout, context.Options.RangeBytes, cancellationToken);

    /// <summary>Those of a part, in order; null when there are too many.</summary>
    public ValueTask<IReadOnlyList<long>?> OfAsync(ILeafReader reader, LeafRange range, CancellationToken cancellationToken) =>
        reader.ReadRecentAsync(table, layout, range, since, Most, cancellationToken);

    /// <summary>All of them; null when there are too many.</summary>
    public async ValueTask<IReadOnlySet<long>?> AllAsync(ILeafReader reader, CancellationToken cancellationToken)
    {
        var all = new HashSet<long>();
        await foreach (var range in RangesAsync(cancellationToken).ConfigureAwait(false))
        {
            if (await OfAsync(reader, range, cancellationToken).ConfigureAwait(false) is not { } leaves || all.Count + leaves.Count > MostRows)
            {
                return null;
            }

            all.UnionWith(leaves);
        }

        return all;
    }
}
