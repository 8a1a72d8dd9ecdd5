using System.Buffers;
using System.Text;

namespace Ferry.Sync.Masking.Fields;

/// <summary>Turns a column's bytes to UTF-8 and back.</summary>
internal sealed class CharacterSet
{
    private readonly Encoding? _encoding;

    private CharacterSet(Encoding? encoding) => _encoding = encoding;

    public static CharacterSet Utf8 { get; } = new(null);

    /// <summary>The character set of a MySQL collation such as <c>latin1_swedish_ci</c>; no collation means bytes.</summary>
    public static CharacterSet OfCollation(string? collation)
    {
        var end = collation?.IndexOf('_', StringComparison.Ordinal) ?? -1;
        var name = (end < 0 ? collation : collation![..end])?.ToLowerInvariant();
        var page = name switch
        {
            null or "utf8mb4" or "utf8mb3" or "utf8" or "ascii" or "binary" or "uca1400" => 0,
            "latin1" => 1252,
            "latin2" => 28592,
            "latin5" => 28599,
            "latin7" => 28603,
            "cp1250" => 1250,
            "cp1251" => 1251,
            "cp1256" => 1256,
            "cp1257" => 1257,
            "cp850" => 850,
            "cp852" => 852,
            "cp866" => 866,
            "koi8r" => 20866,
            "koi8u" => 21866,
            "greek" => 28597,
            "hebrew" => 28598,
            "tis620" => 874,
            "sjis" or "cp932" => 932,
            "ujis" or "eucjpms" => 51932,
            "gbk" => 936,
            "gb2312" => 936,
            "gb18030" => 54936,
            "big5" => 950,
            "euckr" => 949,
            "ucs2" or "utf16" => 1201,
            "utf16le" => 1200,
            "utf32" => 12001,
            _ => 28591,
        };
        return page == 0 ? Utf8 : new CharacterSet(CodePagesEncodingProvider.Instance.GetEncoding(page) ?? Encoding.GetEncoding(page));
    }

    /// <summary>The value in UTF-8; in <paramref name="scratch"/> where it is not that already.</summary>
    public ReadOnlySpan<byte> Decode(ReadOnlySpan<byte> bytes, ArrayBufferWriter<byte> scratch)
    {
        if (_encoding is null ? System.Text.Unicode.Utf8.IsValid(bytes) : _encoding.IsSingleByte && Ascii.IsValid(bytes))
        {
            return bytes;
        }

        // What is no UTF-8 in a column of UTF-8 still has to differ from what differs.
        var encoding = _encoding ?? Encoding.Latin1;
        var text = encoding.GetString(bytes);
        scratch.ResetWrittenCount();
        scratch.Advance(Encoding.UTF8.GetBytes(text, scratch.GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length))));
        return scratch.WrittenSpan;
    }

    /// <summary>A masked value in the column's own character set; in <paramref name="scratch"/> where that is not UTF-8.</summary>
    public ReadOnlySpan<byte> Encode(ReadOnlySpan<byte> text, ArrayBufferWriter<byte> scratch)
    {
        if (_encoding is null || (_encoding.IsSingleByte && Ascii.IsValid(text)))
        {
            return text;
        }

        var characters = Encoding.UTF8.GetString(text);
        scratch.ResetWrittenCount();
        scratch.Advance(_encoding.GetBytes(characters, scratch.GetSpan(_encoding.GetMaxByteCount(characters.Length))));
        return scratch.WrittenSpan;
    }
}
