using System.Buffers.Binary;
using Ferry.Detection;

namespace Ferry.Sync.Detection;

/// <summary>Digests as they are kept: 32 bytes a leaf.</summary>
internal static class PackedLeaves
{
    private const int Size = 32;

    public static byte[] Pack(IReadOnlyList<LeafDigest> leaves)
    {
        var bytes = new byte[leaves.Count * Size];
        for (var i = 0; i < leaves.Count; i++)
        {
            var span = bytes.AsSpan(i * Size);
            BinaryPrimitives.WriteInt64BigEndian(span, leaves[i].Leaf);
            BinaryPrimitives.WriteInt64BigEndian(span[8..], leaves[i].Rows);
            BinaryPrimitives.WriteUInt64BigEndian(span[16..], leaves[i].Sum);
            BinaryPrimitives.WriteUInt64BigEndian(span[24..], leaves[i].Weighted);
        }

        return bytes;
    }

    public static IEnumerable<LeafDigest> Unpack(byte[] bytes)
    {
        for (var start = 0; start + Size <= bytes.Length; start += Size)
        {
            yield return Read(bytes.AsSpan(start));
        }
    }

    private static LeafDigest Read(ReadOnlySpan<byte> bytes) => new(
        BinaryPrimitives.ReadInt64BigEndian(bytes),
        BinaryPrimitives.ReadInt64BigEndian(bytes[8..]),
        BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]),
        BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]));
}
