using System.Buffers.Binary;
using System.Text;

namespace Ferry.MySql.Protocol;

/// <summary>Reads the protocol's basic types from a payload; whatever runs past its end is a malformed packet.</summary>
internal ref struct PayloadReader(ReadOnlySpan<byte> payload)
{
    public const byte Null = 0xFB;

    private readonly ReadOnlySpan<byte> _payload = payload;
    private int _position;

    public readonly int Remaining => _payload.Length - _position;

    public byte ReadByte() => ReadBytes(1)[0];

    public ushort ReadUInt16() => BinaryPrimitives.ReadUInt16LittleEndian(ReadBytes(2));

    public uint ReadUInt32() => BinaryPrimitives.ReadUInt32LittleEndian(ReadBytes(4));

    public ReadOnlySpan<byte> ReadBytes(int count)
    {
        if ((uint)count > (uint)Remaining)
        {
            throw ProtocolErrors.Malformed("a packet is shorter than its contents");
        }

        var bytes = _payload.Slice(_position, count);
        _position += count;
        return bytes;
    }

    public ReadOnlySpan<byte> ReadRest() => ReadBytes(Remaining);

    public string ReadNullTerminatedString()
    {
        var length = _payload[_position..].IndexOf((byte)0);
        var text = Encoding.UTF8.GetString(ReadBytes(length < 0 ? Remaining : length));
        if (length >= 0)
        {
            _position++;
        }

        return text;
    }

    /// <summary>Reads a length-encoded integer: one byte below 251, else a marker and two, three or eight bytes.</summary>
    public ulong ReadLengthEncodedInteger() => ReadByte() switch
    {
        < Null and var value => value,
        0xFC => ReadUInt16(),
        0xFD => ReadUInt16() | ((ulong)ReadByte() << 16),
        0xFE => ReadUInt32() | ((ulong)ReadUInt32() << 32),
        _ => throw ProtocolErrors.Malformed("a length has an invalid marker"),
    };

    public ReadOnlySpan<byte> ReadLengthEncodedBytes()
    {
        var length = ReadLengthEncodedInteger();
        return ReadBytes(length > int.MaxValue ? -1 : (int)length);
    }
}
