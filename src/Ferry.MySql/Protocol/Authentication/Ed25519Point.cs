namespace Ferry.MySql.Protocol.Authentication;

/// <summary>Points of the Edwards curve in extended coordinates, in constant time, after TweetNaCl (public domain).</summary>
internal static class Ed25519Point
{
    private static readonly Ed25519Field TwoD = Ed25519Field.FromDigits(
        [0xf159, 0x26b2, 0x9b94, 0xebd6, 0xb156, 0x8283, 0x149a, 0x00e0, 0xd130, 0xeef3, 0x80f2, 0x198e, 0xfce7, 0x56df, 0xd9dc, 0x2406]);

    private static ReadOnlySpan<long> BaseX =>
        [0xd51a, 0x8f25, 0x2d60, 0xc956, 0xa7b2, 0x9525, 0xc760, 0x692c, 0xdc5c, 0xfdd6, 0xe231, 0xc0a4, 0x53fe, 0xcd6e, 0x36d3, 0x2169];

    private static ReadOnlySpan<long> BaseY =>
        [0x6658, 0x6666, 0x6666, 0x6666, 0x6666, 0x6666, 0x6666, 0x6666, 0x6666, 0x6666, 0x6666, 0x6666, 0x6666, 0x6666, 0x6666, 0x6666];

    /// <summary>Writes the base point times <paramref name="scalar"/>: 32 bytes of Y with the sign of X in the last bit.</summary>
    public static void MultiplyBase(ReadOnlySpan<byte> scalar, Span<byte> packed)
    {
        var x = Ed25519Field.FromDigits(BaseX);
        var y = Ed25519Field.FromDigits(BaseY);
        Ed25519Field[] sum = [Ed25519Field.Zero, Ed25519Field.One, Ed25519Field.One, Ed25519Field.Zero];
        Ed25519Field[] multiple = [x, y, Ed25519Field.One, x * y];
        for (var i = 255; i >= 0; i--)
        {
            var bit = (scalar[i / 8] >> (i & 7)) & 1;
            Swap(sum, multiple, bit);
            Add(multiple, sum);
            Add(sum, sum);
            Swap(sum, multiple, bit);
        }

        Pack(sum, packed);
    }

    private static void Add(Ed25519Field[] p, Ed25519Field[] q)
    {
        var a = (p[1] - p[0]) * (q[1] - q[0]);
        var b = (p[0] + p[1]) * (q[0] + q[1]);
        var c = p[3] * q[3] * TwoD;
        var d = p[2] * q[2];
        d += d;
        var e = b - a;
        var f = d - c;
        var g = d + c;
        var h = b + a;
        p[0] = e * f;
        p[1] = h * g;
        p[2] = g * f;
        p[3] = e * h;
    }

    private static void Swap(Ed25519Field[] p, Ed25519Field[] q, int bit)
    {
        for (var i = 0; i < 4; i++)
        {
            Ed25519Field.Swap(p[i], q[i], bit);
        }
    }

    private static void Pack(Ed25519Field[] point, Span<byte> packed)
    {
        var inverse = point[2].Invert();
        Span<byte> x = stackalloc byte[32];
        (point[0] * inverse).Pack(x);
        (point[1] * inverse).Pack(packed);
        packed[31] ^= (byte)((x[0] & 1) << 7);
    }
}
