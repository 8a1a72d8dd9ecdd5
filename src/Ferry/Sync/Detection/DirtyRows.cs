using System.Globalization;
using Ferry.Detection;
using Ferry.Reading;

namespace Ferry.Sync.Detection;

/// <summary>Says by conditions which rows of a range belong to leaves that changed.</summary>
internal static class DirtyRows
{
    /// <summary>How many leaves one condition takes whose keys are integers: SQLite allows an expression of a thousand terms.</summary>
    public const int IntervalsPerCondition = 400;

    /// <summary>How many others.</summary>
    public const int NumbersPerCondition = 5000;

    /// <summary>The integer keys of dirty leaves, in pieces that a condition may have.</summary>
    public static IEnumerable<KeySelection> Keys(LeafLayout layout, IEnumerable<DirtyLeaf> dirty) =>
        Joined(dirty.SelectMany(leaf => KeysOf(layout, leaf))).Chunk(IntervalsPerCondition).Select(intervals => new KeySelection(intervals));

    /// <summary>The conditions for leaves that are told by a number made of the key.</summary>
    public static IEnumerable<ChunkRange> Numbers(LeafLayout layout, LeafRange range, IReadOnlyList<DirtyLeaf> dirty)
    {
        // The number's lower bits tell the leaf, its upper 16 the weight.
        var whole = dirty.Where(leaf => leaf.Weight is null).Select(leaf => (leaf.Leaf - range.First).ToString(CultureInfo.InvariantCulture));
        var single = dirty.Where(leaf => leaf.Weight is not null)
            .Select(leaf => (((long)leaf.Weight! << 16) + leaf.Leaf - range.First).ToString(CultureInfo.InvariantCulture));
        var size = layout.Size.ToString(CultureInfo.InvariantCulture);
        var conditions = whole.Chunk(NumbersPerCondition).Select(leaves => $"{layout.Key} % {size} IN ({string.Join(", ", leaves)})")
            .Concat(single.Chunk(NumbersPerCondition).Select(numbers => $"{layout.Key} DIV 65536 * 65536 + {layout.Key} % {size} IN ({string.Join(", ", numbers)})"));
        var within = range.Rows.Where is { } where ? $"({where}) AND " : "";
        return conditions.Select(condition => new ChunkRange($"{within}({condition})", null, null));
    }

    private static IEnumerable<KeyInterval> KeysOf(LeafLayout layout, DirtyLeaf dirty)
    {
        var (first, last) = layout.KeysOf(dirty.Leaf);
        if (dirty.Weight is not { } weight)
        {
            yield return new(first, last);
            yield break;
        }

        // In a leaf wider than the weights, several keys have each of them, too many to list.
        if (layout.Size > LeafLayout.Weights)
        {
            yield return new(first, last, weight);
            yield break;
        }

        var from = Int128.Min(Int128.Abs(first), Int128.Abs(last));
        from = dirty.Leaf == 0 ? 0 : from;
        var key = from + ((weight - (from % LeafLayout.Weights) + LeafLayout.Weights) % LeafLayout.Weights);
        var found = key - from < layout.Size;
        if (!found)
        {
            // No key of the leaf has the weight: several rows changed, and only looked like one.
            yield return new(first, last);
        }
        else if (dirty.Leaf != 0 || key == 0)
        {
            yield return new(first < 0 ? -key : key, first < 0 ? -key : key);
        }
        else
        {
            yield return new(-key, -key);
            yield return new(key, key);
        }
    }

    // Neighbours become one interval.
    private static IEnumerable<KeyInterval> Joined(IEnumerable<KeyInterval> intervals)
    {
        KeyInterval? held = null;
        foreach (var interval in intervals)
        {
            if (held is { Weight: null } before && interval.Weight is null && interval.First == before.Last + 1)
            {
                held = before with { Last = interval.Last };
                continue;
            }

            if (held is not null)
            {
                yield return held.Value;
            }

            held = interval;
        }

        if (held is not null)
        {
            yield return held.Value;
        }
    }
}
