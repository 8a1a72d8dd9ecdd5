using System.Buffers.Binary;
using System.Text;

namespace Ferry.Ssh;

/// <summary>Reads the data types of the SSH protocol (RFC 4251 §5) from bytes that need not be what they seem.</summary>
internal ref struct WireReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    /// <summary>What has not been read.</summary>
    public readonly ReadOnlySpan<byte> Rest => _rest;

    /// <exception cref="InvalidDataException">The bytes end before it.</exception>
    public uint UInt32() => BinaryPrimitives.ReadUInt32BigEndian(Take(sizeof(uint)));

    /// <exception cref="InvalidDataException">The bytes end before it.</exception>
    public ReadOnlySpan<byte> Bytes() => Take(UInt32());

    /// <exception cref="InvalidDataException">The bytes end before it.</exception>
    public string Text() => Encoding.UTF8.GetString(Bytes());

    private ReadOnlySpan<byte> Take(uint length)
    {
        if (length > _rest.Length)
        {
            throw new InvalidDataException("The data ends too early.");
        }

        var taken = _rest[..(int)length];
        _rest = _rest[(int)length..];
        return taken;
    }
}
