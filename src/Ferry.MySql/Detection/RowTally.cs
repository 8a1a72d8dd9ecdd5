using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Ferry.Detection;
using Ferry.Schema;

namespace Ferry.MySql.Detection;

/// <summary>Digests rows that are read anyway, exactly as <see cref="LeafStatement"/> does on the server.</summary>
internal sealed class RowTally(Table table, LeafLayout layout, LeafRange range, LeafKey key) : LeafTallyStream
{
    private readonly RowHasher _hasher = new(table, key);

    protected override ulong Hash(ReadOnlySpan<byte> row, out long leaf, out uint weight)
    {
        var hash = _hasher.Hash(row);
        (leaf, weight) = layout.Kind switch
        {
            LeafKind.Integer => OfInteger(_hasher.LeadingKey),
            LeafKind.Hash => OfNumber(_hasher.KeyNumber()),
            _ => (0, 0u),
        };
        return hash;
    }

    private (long Leaf, uint Weight) OfInteger(ReadOnlySpan<byte> text)
    {
        var number = Utf8Parser.TryParse(text, out long value, out var read) && read == text.Length
            ? value
            : Int128.Parse(Encoding.ASCII.GetString(text), CultureInfo.InvariantCulture);
        return (layout.LeafOf(number), LeafLayout.WeightOf(number));
    }

    private (long Leaf, uint Weight) OfNumber(uint number) => (range.First + layout.LeafOf(number), LeafLayout.WeightOf(number));
}
