using System.Buffers;
using System.Net;
using System.Net.Sockets;
using Ferry.Sync.Masking.Fields;
using Ferry.Sync.Masking.Keyed;

namespace Ferry.Sync.Masking.Kinds;

/// <summary>An address of the same family. Addresses that share their first bits share as many in their masks (Crypto-PAn: Xu, Fan, Ammar and Moon, 2002),
/// so networks stay networks and no two addresses share a mask. Public ones stay public; private, local and multicast ones keep what makes them so.</summary>
internal sealed class IpMask(MaskKey key) : ValueMask
{
    private readonly SipHash _function = key.For("ip");
    private readonly TokenMask _text = new(key, "ip");

    public override bool TakesBinary => true;

    public override bool TryWrite(in FieldValue value, in RowFields row, ArrayBufferWriter<byte> output)
    {
        if (value.Form == ValueForm.Binary && value.Bytes.Length is 4 or 16)
        {
            var bytes = output.GetSpan(value.Bytes.Length)[..value.Bytes.Length];
            value.Bytes.CopyTo(bytes);
            Apply(bytes);
            output.Advance(bytes.Length);
            return true;
        }

        Span<char> characters = stackalloc char[64];
        if (value.Bytes.Length > characters.Length
            || System.Text.Encoding.UTF8.GetChars(value.Bytes, characters) is var count && !IsAddress(characters[..count], out var address))
        {
            return _text.TryWrite(value, row, output);
        }

        Span<byte> octets = stackalloc byte[16];
        _ = address.TryWriteBytes(octets, out var length);
        Apply(octets[..length]);
        _ = new IPAddress(octets[..length]).TryFormat(output.GetSpan(64), out var written);
        output.Advance(written);
        return true;
    }

    /// <summary>The parser also takes "5" and "1.2", and zones; those are not addresses as people write them.</summary>
    private static bool IsAddress(ReadOnlySpan<char> text, out IPAddress address) =>
        IPAddress.TryParse(text, out address!) && !text.Contains('%')
        && (address.AddressFamily == AddressFamily.InterNetworkV6 || text.Count('.') == 3);

    private void Apply(Span<byte> address)
    {
        // An IPv4 address inside an IPv6 one is that IPv4 address.
        if (address.Length == 16 && address.StartsWith((ReadOnlySpan<byte>)[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255]))
        {
            address = address[12..];
        }

        var network = IpNetworks.FixedBits(address);
        do
        {
            Permute(address, network);
        }
        while (network == 0 && IpNetworks.FixedBits(address) > 0);
    }

    /// <summary>Flips each bit as the bits before it say; one hash decides for the four bits of a digit.</summary>
    private void Permute(Span<byte> address, int fixedBits)
    {
        Span<byte> prefix = stackalloc byte[18];
        prefix.Clear();
        prefix[17] = (byte)address.Length;
        for (var digit = 0; digit < address.Length * 2; digit++)
        {
            var shift = digit % 2 == 0 ? 4 : 0;
            var raw = (address[digit / 2] >> shift) & 15;
            prefix[16] = (byte)digit;
            var flips = (ushort)_function.Hash(prefix);
            var masked = 0;
            for (var bit = 3; bit >= 0; bit--)
            {
                // The node of the tree of this digit's bits: one of 15.
                var node = (1 << (3 - bit)) - 1 + (raw >> (bit + 1));
                var flip = (digit * 4) + 3 - bit < fixedBits ? 0 : (flips >> node) & 1;
                masked |= (((raw >> bit) & 1) ^ flip) << bit;
            }

            prefix[digit / 2] |= (byte)(raw << shift);
            address[digit / 2] = (byte)((address[digit / 2] & (15 << (4 - shift))) | (masked << shift));
        }
    }
}
