using System.Buffers;
using Ferry.Sync.Masking.Fields;
using Ferry.Sync.Masking.Keyed;

namespace Ferry.Sync.Masking.Kinds;

/// <summary><c>robin.7k2m4x9q1c8v5b6n@example.com</c>: a name to read, a token that is unique, a domain that is nobody's (RFC 2606).</summary>
internal sealed class EmailMask(MaskKey key, int maxCharacters, string? domain) : ValueMask
{
    private const string KeepDomain = "keep";

    private readonly SpellingHash _hash = new(key.For("email"));
    private readonly byte[]? _domain = domain is null or KeepDomain ? null : System.Text.Encoding.UTF8.GetBytes(domain);
    private readonly bool _keeps = domain == KeepDomain;

    /// <summary>The fewest characters of a column that a unique address fits in.</summary>
    public static int Shortest(string? domain) => TokenText.LeastUnique + 1 + (domain is null or KeepDomain ? "example.com".Length : domain.Length);

    public override bool TryWrite(in FieldValue value, in RowFields row, ArrayBufferWriter<byte> output)
    {
        var hash = _hash.Hash(value.Bytes);
        var domain = _domain ?? Domain(_hash.Fold(value.Bytes));
        var room = maxCharacters - domain.Length - 1;
        var mask = output.GetSpan(Words.FirstNames.Longest + TokenText.Length + 2 + domain.Length);
        var written = 0;
        var name = Words.FirstNames.Pick(hash);
        if (room > name.Length + TokenText.Length)
        {
            name.CopyTo(mask);
            mask[0] |= 0x20;
            written = name.Length;
            mask[written++] = (byte)'.';
        }

        var token = Math.Clamp(room - written, 1, TokenText.Length);
        TokenText.Write(hash, mask.Slice(written, token));
        written += token;
        mask[written++] = (byte)'@';
        domain.CopyTo(mask[written..]);
        written += domain.Length;
        _hash.Spell(value.Bytes, mask[..written]);
        output.Advance(written);
        return true;
    }

    private ReadOnlySpan<byte> Domain(ReadOnlySpan<byte> address)
    {
        var end = address.TrimEnd((byte)'>');
        var at = end.LastIndexOf((byte)'@');
        return at < 0 || at == end.Length - 1 ? "example.com"u8
            : _keeps ? end[(at + 1)..]
            : end.EndsWith(".org"u8) ? "example.org"u8
            : end.EndsWith(".net"u8) ? "example.net"u8
            : "example.com"u8;
    }
}
