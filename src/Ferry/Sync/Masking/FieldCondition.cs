using Ferry.Sync.Masking.Fields;

namespace Ferry.Sync.Masking;

/// <summary>A rule's condition, bound to the place of its column in a row.</summary>
internal sealed class FieldCondition(RowCondition condition, int index, FieldCodec codec)
{
    public bool Holds(in RowFields row)
    {
        var isThere = codec.TryDecode(row[index], out var value);
        return condition.Holds(value.Bytes, isNull: !isThere);
    }
}
