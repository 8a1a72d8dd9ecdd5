namespace Ferry.Sync.Masking.Kinds;

/// <summary>Networks whose addresses mean something other than a place in the internet (RFC 6890).</summary>
internal static class IpNetworks
{
    /// <summary>How many first bits make an address what it is; 0 for any other one, all for those that stay whole.</summary>
    public static int FixedBits(ReadOnlySpan<byte> address) => address.Length == 4 ? OfVersion4(address) : OfVersion6(address);

    private static int OfVersion4(ReadOnlySpan<byte> address) => (address[0], address[1]) switch
    {
        (0 or 127, _) => 32,
        (10, _) => 8,
        (100, >= 64 and < 128) => 10,
        (169, 254) => 16,
        (172, >= 16 and < 32) => 12,
        (192, 168) => 16,
        ( >= 224, _) => 32,
        _ => 0,
    };

    private static int OfVersion6(ReadOnlySpan<byte> address) => (address[0], address[1]) switch
    {
        (0, _) => 128,
        ( >= 0x20 and < 0x40, _) => 3,
        (0xfe, >= 0x80 and < 0xc0) => 64,
        (0xfc or 0xfd, _) => 8,
        (0xff, _) => 128,
        _ => 0,
    };
}
