using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;
using Ferry.Sync.Masking.Fields;

namespace Ferry.Sync.Masking.Kinds;

/// <summary>What a regular expression makes of a value. It matches in linear time, so that no value can stop a sync.</summary>
internal sealed class RegexMask(string pattern, string replacement) : ValueMask
{
    private readonly Regex _regex = new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    public override bool TryWrite(in FieldValue value, in RowFields row, ArrayBufferWriter<byte> output)
    {
        var text = _regex.Replace(Encoding.UTF8.GetString(value.Bytes), replacement);
        output.Advance(Encoding.UTF8.GetBytes(text, output.GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length))));
        return true;
    }
}
