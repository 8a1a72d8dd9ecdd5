using System.Globalization;

namespace Ferry.Detection;

/// <summary>The secret part of the hashes of rows, so that digests cannot be used to guess what a row holds.</summary>
/// <param name="High">The first 64 bits.</param>
/// <param name="Low">The last 64 bits.</param>
public readonly record struct LeafKey(ulong High, ulong Low)
{
    /// <summary>All bits in hexadecimal, 32 digits.</summary>
    public string Hex => string.Create(CultureInfo.InvariantCulture, $"{High:x16}{Low:x16}");
}
