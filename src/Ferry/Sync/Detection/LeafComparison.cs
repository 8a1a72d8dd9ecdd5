using System.Numerics;
using Ferry.Detection;

namespace Ferry.Sync.Detection;

/// <summary>Compares two looks at the same leaves.</summary>
internal static class LeafComparison
{
    private const int HashBits = 64;
    private const int WeightBits = 16;

    /// <summary>Walks both in step.</summary>
    /// <param name="before">The earlier look, in the order of the leaves.</param>
    /// <param name="now">The later one, likewise.</param>
    /// <returns>The leaves that differ, in order.</returns>
    public static IEnumerable<DirtyLeaf> Differences(IEnumerable<LeafDigest> before, IEnumerable<LeafDigest> now)
    {
        using var old = before.GetEnumerator();
        using var current = now.GetEnumerator();
        var (hasOld, hasCurrent) = (old.MoveNext(), current.MoveNext());
        while (hasOld || hasCurrent)
        {
            var leaf = Math.Min(hasOld ? old.Current.Leaf : long.MaxValue, hasCurrent ? current.Current.Leaf : long.MaxValue);
            var was = hasOld && old.Current.Leaf == leaf ? old.Current : new(leaf, 0, 0, 0);
            var is_ = hasCurrent && current.Current.Leaf == leaf ? current.Current : new(leaf, 0, 0, 0);
            if (was != is_)
            {
                yield return new(leaf, Math.Max(was.Rows, is_.Rows), Locate(was, is_)) { HasFewer = is_.Rows < was.Rows };
            }

            hasOld = hasOld && (old.Current.Leaf != leaf || old.MoveNext());
            hasCurrent = hasCurrent && (current.Current.Leaf != leaf || current.MoveNext());
        }
    }

    /// <summary>Finds the weight of the one row that changed, came or went, if it was one.</summary>
    /// <remarks>Then the difference of the weighted sums is the weight times the difference of the plain ones. That two or more changes look
    /// like one is as likely as that two hashes have 48 bits in common.</remarks>
    public static uint? Locate(LeafDigest before, LeafDigest now)
    {
        var (sum, weighted) = unchecked((now.Sum - before.Sum, now.Weighted - before.Weighted));
        if (sum == 0 || Math.Abs(now.Rows - before.Rows) > 1)
        {
            return null;
        }

        // Both are divided by the power of two in the sum, so that the rest has an inverse modulo a smaller power of two.
        var twos = BitOperations.TrailingZeroCount(sum);
        if (twos > HashBits - (2 * WeightBits) || BitOperations.TrailingZeroCount(weighted) < twos)
        {
            return null;
        }

        var weight = unchecked((weighted >> twos) * Inverse(sum >> twos)) & (ulong.MaxValue >> twos);
        return weight < LeafLayout.Weights && unchecked(weight * sum) == weighted ? (uint)weight : null;
    }

    // Newton's iteration doubles the right bits in each step; an odd number is its own inverse modulo 8.
    private static ulong Inverse(ulong odd)
    {
        var inverse = odd;
        for (var bits = 3; bits < HashBits; bits *= 2)
        {
            inverse = unchecked(inverse * (2 - (odd * inverse)));
        }

        return inverse;
    }
}
