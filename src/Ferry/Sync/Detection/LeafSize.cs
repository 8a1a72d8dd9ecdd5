namespace Ferry.Sync.Detection;

/// <summary>How many rows a leaf should have.</summary>
/// <remarks>A leaf costs its digest on every run. A single changed row of a leaf is found by its digest alone, but a leaf with two is read whole. Of d changes scattered over N rows
/// in leaves of b rows, about d²b/2N share a leaf with another. 31N/b bytes of digests and d²b²r/2N bytes of rows of r bytes are together least where b³ = 31N²/rd².</remarks>
internal static class LeafSize
{
    /// <summary>Fits one change in a thousand rows of a hundred bytes.</summary>
    public const int Usual = 64;

    private const int Smallest = 16;
    private const int Largest = 1024;
    private const double DigestBytes = 31;

    /// <summary>The size that costs least.</summary>
    /// <param name="rows">How many rows there are.</param>
    /// <param name="changes">How many of them changed between the last two runs.</param>
    /// <param name="rowBytes">The mean size of a row.</param>
    public static int For(long rows, long changes, long rowBytes)
    {
        var apart = (double)Math.Max(1, rows) / Math.Max(1, changes);
        return (int)Math.Clamp(Math.Cbrt(DigestBytes * apart * apart / Math.Max(1, rowBytes)), Smallest, Largest);
    }
}
