using System.Buffers;
using Ferry.Sync.Masking.Fields;
using Ferry.Sync.Masking.Keyed;

namespace Ferry.Sync.Masking.Kinds;

/// <summary><c>robin_7k2m4x9q1c8v5b6n</c>: a name to read and a token that is unique.</summary>
internal sealed class UsernameMask(MaskKey key, int maxCharacters) : ValueMask
{
    private readonly SpellingHash _hash = new(key.For("username"));

    public override bool TryWrite(in FieldValue value, in RowFields row, ArrayBufferWriter<byte> output)
    {
        var hash = _hash.Hash(value.Bytes);
        var mask = output.GetSpan(Words.FirstNames.Longest + 1 + TokenText.Length);
        var written = 0;
        var name = Words.FirstNames.Pick(hash);
        if (maxCharacters > name.Length + TokenText.Length)
        {
            name.CopyTo(mask);
            mask[0] |= 0x20;
            written = name.Length;
            mask[written++] = (byte)'_';
        }

        var token = Math.Min(maxCharacters - written, TokenText.Length);
        TokenText.Write(hash, mask.Slice(written, token));
        written += token;
        _hash.Spell(value.Bytes, mask[..written]);
        output.Advance(written);
        return true;
    }
}
