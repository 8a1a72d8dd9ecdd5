using System.Buffers;
using System.Text;

namespace Ferry.Sync.Masking.Keyed;

/// <summary>Spellings that people and case-insensitive collations take for the same: without white space around them, in lower case.</summary>
internal sealed class Folding
{
    private readonly ArrayBufferWriter<byte> _folded = new();

    /// <summary>The folded value; the value itself where nothing changes.</summary>
    public ReadOnlySpan<byte> Fold(ReadOnlySpan<byte> value)
    {
        var trimmed = value.Trim(" \t\r\n\f\v"u8);
        if (!trimmed.ContainsAnyInRange((byte)'A', (byte)'Z') && Ascii.IsValid(trimmed))
        {
            return trimmed;
        }

        _folded.ResetWrittenCount();
        if (Ascii.IsValid(trimmed))
        {
            Ascii.ToLower(trimmed, _folded.GetSpan(trimmed.Length), out var written);
            _folded.Advance(written);
        }
        else
        {
            var lower = Encoding.UTF8.GetString(trimmed).ToLowerInvariant();
            _folded.Advance(Encoding.UTF8.GetBytes(lower, _folded.GetSpan(Encoding.UTF8.GetMaxByteCount(lower.Length))));
        }

        return _folded.WrittenSpan;
    }
}
