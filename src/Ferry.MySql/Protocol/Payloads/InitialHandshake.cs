namespace Ferry.MySql.Protocol.Payloads;

/// <summary>The server's greeting, protocol version 10.</summary>
internal sealed record InitialHandshake(string ServerVersion, uint ConnectionId, Capabilities Capabilities, byte[] Challenge, string AuthenticationPlugin)
{
    private const byte ProtocolVersion = 10;
    private const int FirstChallengePart = 8;
    private const int ReservedBytes = 10;

    public static InitialHandshake Read(ReadOnlySpan<byte> payload)
    {
        var reader = new PayloadReader(payload);
        var version = reader.ReadByte();
        if (version != ProtocolVersion)
        {
            throw ProtocolErrors.Malformed($"the greeting has protocol version {version}, not {ProtocolVersion}; is it a MySQL or MariaDB server?");
        }

        var serverVersion = reader.ReadNullTerminatedString();
        var connectionId = reader.ReadUInt32();
        var firstPart = reader.ReadBytes(FirstChallengePart);
        reader.ReadByte();
        var capabilities = (Capabilities)reader.ReadUInt16();
        reader.ReadBytes(3); // default collation and status
        capabilities |= (Capabilities)((uint)reader.ReadUInt16() << 16);
        var challengeLength = reader.ReadByte();
        reader.ReadBytes(ReservedBytes);
        byte[] challenge = [.. firstPart, .. reader.ReadBytes(Math.Max(13, challengeLength - FirstChallengePart))];
        var plugin = reader.Remaining > 0 ? reader.ReadNullTerminatedString() : string.Empty;
        return new(serverVersion, connectionId, capabilities, challenge, plugin);
    }
}
