using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Ferry.MySql.Protocol;
using Ferry.MySql.Protocol.Payloads;

namespace Ferry.MySql.Tests.Protocol;

/// <summary>The bytes a server sends, written packet by packet with the sequence ids in order.</summary>
internal sealed class ServerScript(Capabilities extra = Capabilities.DeprecateEof)
{
    private const Capabilities Usual =
        Capabilities.Protocol41 | Capabilities.SecureConnection | Capabilities.PluginAuthentication | Capabilities.LengthEncodedAuthentication;

    private readonly ArrayBufferWriter<byte> _bytes = new();
    private byte _sequence;

    public byte[] Bytes => _bytes.WrittenSpan.ToArray();

    public int Length => _bytes.WrittenCount;

    public bool DeprecateEof => extra.HasFlag(Capabilities.DeprecateEof);

    public ServerScript Greeting(string plugin = "mysql_native_password")
    {
        var capabilities = (uint)(Usual | extra);
        var payload = new PayloadWriter();
        payload.WriteByte(10);
        payload.WriteNullTerminatedString("10.11.0");
        payload.WriteUInt32(42);
        payload.WriteBytes("12345678\0"u8);
        payload.WriteBytes([(byte)capabilities, (byte)(capabilities >> 8), 45, 2, 0, (byte)(capabilities >> 16), (byte)(capabilities >> 24), 21]);
        payload.WriteZeros(10);
        payload.WriteBytes("123456789012\0"u8);
        payload.WriteNullTerminatedString(plugin);
        return Packet(payload.Payload.Span);
    }

    /// <summary>The client sends a packet here, which takes the next sequence id.</summary>
    public ServerScript ClientPacket()
    {
        _sequence++;
        return this;
    }

    /// <summary>The client sends a command here, which starts the sequence ids over.</summary>
    public ServerScript ClientCommand()
    {
        _sequence = 1;
        return this;
    }

    public ServerScript LoggedIn() => Greeting().ClientPacket().Ok();

    public ServerScript Ok() => Packet([0, 0, 0, 2, 0, 0, 0]);

    public ServerScript Error(int code, string message, bool withState = true) =>
        Packet([0xFF, (byte)code, (byte)(code >> 8), .. withState ? "#HY000"u8 : [], .. Encoding.UTF8.GetBytes(message)]);

    public ServerScript Columns(params ColumnType[] types)
    {
        Packet([(byte)types.Length]);
        foreach (var type in types)
        {
            Packet([3, .. "def"u8, 0, 0, 0, 1, (byte)'c', 0, 12, 63, 0, 255, 0, 0, 0, (byte)type, 0, 0, 0, 0, 0]);
        }

        return DeprecateEof ? this : End();
    }

    public ServerScript Row(params byte[]?[] values)
    {
        var payload = new PayloadWriter();
        foreach (var value in values)
        {
            if (value is null)
            {
                payload.WriteByte(PayloadReader.Null);
            }
            else
            {
                payload.WriteLengthEncodedBytes(value);
            }
        }

        return Packet(payload.Payload.Span);
    }

    public ServerScript Row(params string?[] values) => Row([.. values.Select(value => value is null ? null : Encoding.UTF8.GetBytes(value))]);

    public ServerScript End(byte status = 2) => Packet(DeprecateEof ? [0xFE, 0, 0, status, 0, 0, 0] : [0xFE, 0, 0, status, 0]);

    public ServerScript Packet(ReadOnlySpan<byte> payload)
    {
        Span<byte> header = stackalloc byte[PacketStream.HeaderSize];
        while (true)
        {
            var length = Math.Min(payload.Length, PacketStream.MaxPacketLength);
            BinaryPrimitives.WriteInt32LittleEndian(header, length | (_sequence++ << 24));
            _bytes.Write(header);
            _bytes.Write(payload[..length]);
            payload = payload[length..];
            if (length < PacketStream.MaxPacketLength)
            {
                return this;
            }
        }
    }

    public ServerScript Raw(ReadOnlySpan<byte> bytes)
    {
        _bytes.Write(bytes);
        return this;
    }

    public static implicit operator byte[](ServerScript script) => script.Bytes;
}
