using System.Text;

namespace Ferry.MySql.Protocol.Payloads;

/// <summary>What the client answers to the greeting; its first 32 bytes alone ask for TLS.</summary>
internal static class HandshakeResponse
{
    private const uint MaxPacketSize = 0x4000_0000;

    // Names, passwords and statements are sent as UTF-8; every server has this collation under this number.
    private const byte Utf8Mb4GeneralCi = 45;
    private const int ReservedBytes = 23;

    public static ReadOnlyMemory<byte> WriteTlsRequest(Capabilities capabilities)
    {
        var writer = new PayloadWriter();
        WriteStart(writer, capabilities | Capabilities.Tls);
        return writer.Payload;
    }

    public static PayloadWriter Write(Capabilities capabilities, string username, string? database, string plugin, ReadOnlySpan<byte> response)
    {
        var writer = new PayloadWriter();
        WriteStart(writer, capabilities);
        writer.WriteNullTerminatedString(username);
        writer.WriteLengthEncodedBytes(response);
        if (capabilities.HasFlag(Capabilities.ConnectWithDatabase))
        {
            writer.WriteNullTerminatedString(database ?? string.Empty);
        }

        writer.WriteNullTerminatedString(plugin);
        if (capabilities.HasFlag(Capabilities.ConnectionAttributes))
        {
            writer.WriteLengthEncodedBytes(ConnectionAttributes());
        }

        return writer;
    }

    private static void WriteStart(PayloadWriter writer, Capabilities capabilities)
    {
        writer.WriteUInt32((uint)capabilities);
        writer.WriteUInt32(MaxPacketSize);
        writer.WriteByte(Utf8Mb4GeneralCi);
        writer.WriteZeros(ReservedBytes);
    }

    private static ReadOnlySpan<byte> ConnectionAttributes()
    {
        var attributes = new PayloadWriter();
        attributes.WriteLengthEncodedBytes("program_name"u8);
        attributes.WriteLengthEncodedBytes("ferry"u8);
        attributes.WriteLengthEncodedBytes("_pid"u8);
        attributes.WriteLengthEncodedBytes(Encoding.ASCII.GetBytes($"{Environment.ProcessId}"));
        return attributes.Payload.Span;
    }
}
