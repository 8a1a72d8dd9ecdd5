using System.Globalization;
using System.IO.Hashing;

namespace Ferry.Archives;

/// <summary>An order-free digest of rows: how many, and the sum modulo 2^128 of the XXH128 of each. Duplicates count; order does not.</summary>
internal readonly record struct RowDigest(long Rows, UInt128 Sum)
{
    public RowDigest Add(ReadOnlySpan<byte> row) => Add(XxHash128.HashToUInt128(row));

    public RowDigest Add(UInt128 hash) => new(Rows + 1, unchecked(Sum + hash));

    public RowDigest Add(RowDigest other) => new(Rows + other.Rows, unchecked(Sum + other.Sum));

    public string Hex => Sum.ToString("x32", CultureInfo.InvariantCulture);

    public static RowDigest Parse(long rows, string hex) =>
        new(rows, UInt128.Parse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
}
