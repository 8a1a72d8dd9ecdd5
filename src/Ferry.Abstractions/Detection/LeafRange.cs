using System.Globalization;
using System.Runtime.CompilerServices;
using Ferry.Reading;

namespace Ferry.Detection;

/// <summary>A part of a table that holds whole leaves.</summary>
/// <param name="First">The first leaf that can be in it.</param>
/// <param name="Last">The last leaf that can be in it.</param>
/// <param name="Rows">Its rows, as a chunk reader reads them.</param>
public sealed record LeafRange(long First, long Last, ChunkRange Rows)
{
    /// <summary>Moves the borders of chunks of an integer key so that none parts a leaf.</summary>
    /// <param name="layout">The layout, of <see cref="LeafKind.Integer"/>.</param>
    /// <param name="chunks">Chunks in key order.</param>
    /// <param name="cancellationToken">Ends the walk.</param>
    /// <returns>Ranges that together hold every key once; all keys below zero are in the first, where leaves round the other way.</returns>
    public static async IAsyncEnumerable<LeafRange> CutAsync(
        LeafLayout layout, IAsyncEnumerable<ChunkRange> chunks, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(layout);
        long? from = null;
        await foreach (var chunk in chunks.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            var to = chunk.To is null ? 0 : Int128.Parse(chunk.To, CultureInfo.InvariantCulture);
            var leaf = (long)((to + layout.Size - 1) / layout.Size);
            if (to > 0 && leaf > (from ?? 0))
            {
                yield return Of(layout, from, leaf);
                from = leaf;
            }
        }

        yield return Of(layout, from, null);
    }

    private static LeafRange Of(LeafLayout layout, long? from, long? to)
    {
        string? Border(long? leaf) => leaf is null ? null : layout.KeysOf(leaf.Value).First.ToString(CultureInfo.InvariantCulture);
        var (lower, upper) = (Border(from), Border(to));
        var rows = (lower, upper) switch
        {
            (null, null) => ChunkRange.Whole,
            (null, _) => new($"{layout.Key} < {upper}", null, upper),
            (_, null) => new($"{layout.Key} >= {lower}", lower, null),
            _ => new($"{layout.Key} >= {lower} AND {layout.Key} < {upper}", lower, upper),
        };
        return new(from ?? long.MinValue, to - 1 ?? long.MaxValue, rows);
    }
}
