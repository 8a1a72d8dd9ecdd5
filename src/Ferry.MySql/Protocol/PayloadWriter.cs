using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Ferry.MySql.Protocol;

/// <summary>Writes the protocol's basic types into a growing payload.</summary>
internal sealed class PayloadWriter
{
    private readonly ArrayBufferWriter<byte> _payload = new(256);

    public ReadOnlyMemory<byte> Payload => _payload.WrittenMemory;

    public void WriteByte(byte value) => _payload.Write([value]);

    public void WriteUInt32(uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(_payload.GetSpan(4), value);
        _payload.Advance(4);
    }

    public void WriteZeros(int count)
    {
        _payload.GetSpan(count)[..count].Clear();
        _payload.Advance(count);
    }

    public void WriteBytes(ReadOnlySpan<byte> bytes) => _payload.Write(bytes);

    public void WriteNullTerminatedString(string text)
    {
        WriteBytes(Encoding.UTF8.GetBytes(text));
        WriteByte(0);
    }

    public void WriteLengthEncodedBytes(ReadOnlySpan<byte> bytes)
    {
        switch (bytes.Length)
        {
            case < PayloadReader.Null:
                WriteByte((byte)bytes.Length);
                break;
            case <= ushort.MaxValue:
                WriteBytes([0xFC, (byte)bytes.Length, (byte)(bytes.Length >> 8)]);
                break;
            default:
                WriteByte(0xFE);
                WriteUInt32((uint)bytes.Length);
                WriteUInt32(0);
                break;
        }

        WriteBytes(bytes);
    }

    /// <summary>Forgets the contents, which may be a password.</summary>
    public void Clear() => _payload.Clear();
}
