using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Ferry.Detection;
using Ferry.MySql.Dialects;
using Ferry.MySql.Reading.Planning;
using Ferry.Reading;
using Ferry.Schema;

namespace Ferry.MySql.Detection;

/// <summary>Groups the rows of one table into leaves, and leaves into ranges.</summary>
internal sealed class LeafPlanner(IKeyProbe probe, Table table)
{
    // Few enough rows that a range's digests are small, and that no query runs for long.
    private const long HashedRangeBytes = 32 << 20;
    private const int MostLeaves = 1 << 16;

    // An estimate below this is looked after.
    private const long KnownRows = 1 << 12;

    private KeyKind Kind => table.ChunkKey.Count == 0 ? KeyKind.None : KeyKinds.Of(table.Columns.First(column => column.Name == table.ChunkKey[0]));

    /// <summary>A text that changes with everything that goes into a row's hash.</summary>
    public static string Fingerprint(Table table) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"1|{LeafStatement.RowParts(table)}|{string.Join(',', table.ChunkKey)}")))[..32];

    public async ValueTask<LeafLayout> LayOutAsync(int rowsPerLeaf, CancellationToken cancellationToken) => Kind switch
    {
        KeyKind.None => new(LeafKind.Whole, "", 1, Fingerprint(table)),
        KeyKind.Integer => new(
            LeafKind.Integer, Quote.Identifier(table.ChunkKey[0]), await WidthAsync(rowsPerLeaf, cancellationToken).ConfigureAwait(false), Fingerprint(table)),
        _ => await HashedAsync(rowsPerLeaf, cancellationToken).ConfigureAwait(false),
    };

    public IAsyncEnumerable<LeafRange> RangesAsync(LeafLayout layout, long targetBytes, CancellationToken cancellationToken) => layout.Kind switch
    {
        LeafKind.Integer => LeafRange.CutAsync(layout, new ChunkPlanner(probe, table, targetBytes).PlanAsync(cancellationToken), cancellationToken),
        LeafKind.Hash when layout.Ranges is { } ranges => ranges.Select((where, place) =>
            new LeafRange(LeafLayout.FirstLeaf(place), LeafLayout.FirstLeaf(place + 1) - 1, new(where, null, null))).ToAsyncEnumerable(),
        _ => new[] { new LeafRange(long.MinValue, long.MaxValue, ChunkRange.Whole) }.ToAsyncEnumerable(),
    };

    private async ValueTask<long> WidthAsync(int rowsPerLeaf, CancellationToken cancellationToken) =>
        await probe.BoundsAsync(cancellationToken).ConfigureAwait(false) is var (lowest, highest)
            ? LeafLayout.WidthFor(
                highest - lowest + 1, await RowsAsync(first => (highest - lowest + 1) * KnownRows / (IntegerOf(first) - lowest + 1), cancellationToken).ConfigureAwait(false), rowsPerLeaf)
            : LeafLayout.WidthFor(1, 0, rowsPerLeaf);

    /// <summary>About how many rows there are. Of a table that was just filled the servers sometimes know next to nothing, and leaves as wide as that would have to be read whole.</summary>
    /// <param name="all">Their number, told by the key that comes after the first <see cref="KnownRows"/>.</param>
    /// <param name="cancellationToken">Ends it.</param>
    private async ValueTask<long> RowsAsync(Func<KeyValue, Int128> all, CancellationToken cancellationToken)
    {
        var known = Math.Max(table.EstimatedRows, await probe.EstimateAsync(null, cancellationToken).ConfigureAwait(false));
        for (var rows = KnownRows; rows > known; rows /= 2)
        {
            if (await probe.SkipAsync(null, rows, cancellationToken).ConfigureAwait(false) is { } key)
            {
                return rows < KnownRows ? rows : (long)Int128.Min(long.MaxValue, all(key));
            }
        }

        return known;
    }

    private static Int128 IntegerOf(KeyValue key) => Int128.Parse(key.Display, CultureInfo.InvariantCulture);

    private async ValueTask<LeafLayout> HashedAsync(int rowsPerLeaf, CancellationToken cancellationToken)
    {
        var ranges = new List<string?>();
        await foreach (var chunk in new ChunkPlanner(probe, table, HashedRangeBytes).PlanAsync(cancellationToken).ConfigureAwait(false))
        {
            ranges.Add(chunk.Where);
        }

        var rows = await RowsAsync(_ => KnownRows, cancellationToken).ConfigureAwait(false);
        var leaves = Math.Clamp(rows / ranges.Count / rowsPerLeaf, 1, MostLeaves);
        return new(LeafKind.Hash, LeafStatement.KeyNumber(table), (long)BitOperations.RoundUpToPowerOf2((ulong)leaves), Fingerprint(table))
        {
            Ranges = ranges is [null] ? null : [.. ranges.OfType<string>()],
        };
    }
}
