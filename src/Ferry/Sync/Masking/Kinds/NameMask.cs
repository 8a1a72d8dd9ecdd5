using System.Buffers;
using Ferry.Sync.Masking.Keyed;

namespace Ferry.Sync.Masking.Kinds;

/// <summary>A full name, made of what the parts alone would become, so that it fits columns that hold the parts.</summary>
internal sealed class NameMask(MaskKey key, MaskedColumn column) : WordsMask(key, "name", column.Unique, column.MaxCharacters)
{
    private readonly SipHash _first = key.For(FirstName);
    private readonly SipHash _last = key.For(LastName);

    public const string FirstName = "first-name";
    public const string LastName = "last-name";

    protected override void Compose(ReadOnlySpan<byte> folded, ArrayBufferWriter<byte> output)
    {
        var space = folded.IndexOf((byte)' ');
        var first = space < 0 ? folded : folded[..space];
        output.Write(Words.FirstNames.Pick(_first.Hash(first), first));
        if (space >= 0)
        {
            var last = folded[(space + 1)..].TrimStart((byte)' ');
            output.Write(" "u8);
            output.Write(Words.LastNames.Pick(_last.Hash(last), last));
        }
    }
}
