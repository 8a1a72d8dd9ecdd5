using System.Buffers.Binary;

namespace Ferry.Archives;

/// <summary>How many members a zip file says it has, read from its end before any of them is: each costs memory, however small it is.</summary>
internal static class MemberCount
{
    /// <summary>More than a backup of a hundred thousand tables has.</summary>
    private const ulong Most = 1_000_000;

    private const int EndBytes = 22;
    private const int LocatorBytes = 20;
    private const int LongestComment = ushort.MaxValue;
    private const ushort InZip64 = ushort.MaxValue;

    /// <exception cref="FerryException"><see cref="FailureKind.Unsupported"/> for more members than any archive has.</exception>
    public static async ValueTask DemandSaneAsync(string name, Stream stream, CancellationToken cancellationToken)
    {
        var count = await ReadAsync(stream, cancellationToken).ConfigureAwait(false);
        stream.Position = 0;
        if (count > Most)
        {
            throw ArchiveFault.NotAnArchive(name, $"It claims {count} members.");
        }
    }

    // A file without an end is left to the zip reader, which says what is wrong with it.
    private static async ValueTask<ulong> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var tail = new byte[Math.Min(stream.Length, EndBytes + LongestComment + LocatorBytes)];
        stream.Position = stream.Length - tail.Length;
        await stream.ReadExactlyAsync(tail, cancellationToken).ConfigureAwait(false);
        var end = tail.AsSpan().LastIndexOf("PK\x05\x06"u8);
        if (end < 0 || end + EndBytes > tail.Length)
        {
            return 0;
        }

        var members = BinaryPrimitives.ReadUInt16LittleEndian(tail.AsSpan(end + 10));
        if (members != InZip64 || end < LocatorBytes || !tail.AsSpan(end - LocatorBytes).StartsWith("PK\x06\x07"u8))
        {
            return members;
        }

        var place = BinaryPrimitives.ReadInt64LittleEndian(tail.AsSpan(end - LocatorBytes + 8));
        var record = new byte[40];
        if (place < 0 || place > stream.Length - record.Length)
        {
            return 0;
        }

        stream.Position = place;
        await stream.ReadExactlyAsync(record, cancellationToken).ConfigureAwait(false);
        return BinaryPrimitives.ReadUInt64LittleEndian(record.AsSpan(32));
    }
}
