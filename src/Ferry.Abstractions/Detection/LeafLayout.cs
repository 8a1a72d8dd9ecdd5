namespace Ferry.Detection;

/// <summary>How a table's rows are grouped into leaves. Kept with the digests: only digests of one layout compare.</summary>
/// <param name="Kind">By what.</param>
/// <param name="Key">What leaves are told by, as SQL of the source: an integer column, or an expression that makes a 32-bit number of the key.</param>
/// <param name="Size">Width of an integer leaf in keys, or the number of leaves in a range, a power of two of at most 65536.</param>
/// <param name="Fingerprint">A text that changes with everything that goes into a row's hash.</param>
public sealed record LeafLayout(LeafKind Kind, string Key, long Size, string Fingerprint)
{
    /// <summary>Weights are below this number; a width up to it gives every key of a leaf a weight of its own.</summary>
    public const uint Weights = 1 << 16;

    private const int RangeShift = 32;

    // Narrower, leaves of 64-bit keys would be more than 63 bits can number.
    private const long Narrowest = 2;
    private const long Widest = 1L << 48;

    /// <summary>With <see cref="LeafKind.Hash"/>, the conditions of the ranges in order; null for a single range of all rows.</summary>
    public IReadOnlyList<string>? Ranges { get; init; }

    /// <summary>The width of leaves of an integer key: as many keys as the wanted rows take on average, for keys may be sparse, and rows may share the
    /// leading column of a key.</summary>
    /// <param name="span">How many keys lie between the lowest and the highest.</param>
    /// <param name="rows">How many rows there are.</param>
    /// <param name="rowsPerLeaf">How many rows a leaf should have.</param>
    public static long WidthFor(Int128 span, long rows, int rowsPerLeaf) =>
        (long)Int128.Clamp(span * rowsPerLeaf / Math.Max(1, rows), Narrowest, Widest);

    /// <summary>The first leaf of a range of <see cref="Ranges"/>.</summary>
    /// <param name="range">Its place in the list.</param>
    public static long FirstLeaf(int range) => (long)range << RangeShift;

    /// <summary>The leaf of an integer key.</summary>
    /// <param name="key">The key.</param>
    public long LeafOf(Int128 key) => (long)(key / Size);

    /// <summary>The weight of an integer key.</summary>
    /// <param name="key">The key.</param>
    public static uint WeightOf(Int128 key) => (uint)(Int128.Abs(key) % Weights);

    /// <summary>The leaf, counted from the start of its range, of a number made of a key.</summary>
    /// <param name="number">The number.</param>
    public long LeafOf(uint number) => number & (Size - 1);

    /// <summary>The weight of a number made of a key.</summary>
    /// <param name="number">The number.</param>
    public static uint WeightOf(uint number) => number >> 16;

    /// <summary>The integer keys of a leaf, both ends included. The one around zero is twice as wide.</summary>
    /// <param name="leaf">The leaf.</param>
    public (Int128 First, Int128 Last) KeysOf(long leaf)
    {
        var (from, length) = ((Int128)leaf * Size, (Int128)Size - 1);
        return leaf == 0 ? (-length, length) : leaf > 0 ? (from, from + length) : (from - length, from);
    }
}
