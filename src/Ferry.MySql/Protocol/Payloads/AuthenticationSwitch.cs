namespace Ferry.MySql.Protocol.Payloads;

/// <summary>The server asks for another authentication plugin, with a new challenge.</summary>
internal sealed record AuthenticationSwitch(string Plugin, byte[] Challenge)
{
    public const byte Signature = 0xFE;

    public static AuthenticationSwitch Read(ReadOnlySpan<byte> payload)
    {
        if (payload.Length == 1)
        {
            return new("mysql_old_password", []);
        }

        var reader = new PayloadReader(payload[1..]);
        return new(reader.ReadNullTerminatedString(), reader.ReadRest().ToArray());
    }
}
