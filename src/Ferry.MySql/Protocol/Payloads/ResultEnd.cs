namespace Ferry.MySql.Protocol.Payloads;

/// <summary>The packet that ends a result set: EOF, or OK with EOF's signature where <see cref="Capabilities.DeprecateEof"/> was agreed.</summary>
internal readonly record struct ResultEnd(ushort Warnings, ushort Status)
{
    public const byte Signature = 0xFE;

    private const ushort MoreResultsExist = 0x8;
    private const int MaxEofLength = 8;

    public bool MoreResultsFollow => (Status & MoreResultsExist) != 0;

    /// <summary>A row can begin with the same byte, the marker of an eight-byte length, but is then of 16 MB and more.</summary>
    public static bool IsEnd(byte first, int packetLength, bool deprecateEof) =>
        first == Signature && (deprecateEof ? packetLength < PacketStream.MaxPacketLength : packetLength <= MaxEofLength);

    public static ResultEnd Read(ReadOnlySpan<byte> payload, bool deprecateEof)
    {
        var reader = new PayloadReader(payload[1..]);
        if (!deprecateEof)
        {
            return new(reader.ReadUInt16(), reader.ReadUInt16());
        }

        reader.ReadLengthEncodedInteger(); // affected rows
        reader.ReadLengthEncodedInteger(); // last inserted id
        var status = reader.ReadUInt16();
        return new(reader.ReadUInt16(), status);
    }
}
