using CsCheck;
using Ferry.Detection;
using Ferry.Sync.Detection;

namespace Ferry.Tests.Sync.Detection;

public sealed class LeafComparisonTests
{
    private static readonly Gen<(uint Weight, ulong Hash)> _row = Gen.Select(Gen.UInt[0, LeafLayout.Weights - 1], Gen.ULong);

    [Fact]
    public void One_changed_row_of_a_leaf_is_located() => Gen.Select(_row.List[0, 50], _row, Gen.ULong).Sample((others, row, hash) =>
    {
        var leaf = others.Aggregate(default(LeafDigest), (digest, other) => digest.Add(other.Weight, other.Hash));

        // Where the hashes differ by a multiple of a large power of two, as once in four thousand millions, the leaf is read whole.
        if (hash != row.Hash && System.Numerics.BitOperations.TrailingZeroCount(hash - row.Hash) <= 32)
        {
            LeafComparison.Locate(leaf.Add(row.Weight, row.Hash), leaf.Add(row.Weight, hash)).ShouldBe(row.Weight);
        }
    });

    [Fact]
    public void One_row_that_came_or_went_is_located() => Gen.Select(_row.List[0, 50], _row.Where(row => row.Hash % 2 == 1)).Sample((others, row) =>
    {
        var leaf = others.Aggregate(default(LeafDigest), (digest, other) => digest.Add(other.Weight, other.Hash));

        LeafComparison.Locate(leaf, leaf.Add(row.Weight, row.Hash)).ShouldBe(row.Weight);
        LeafComparison.Locate(leaf.Add(row.Weight, row.Hash), leaf).ShouldBe(row.Weight);
    });

    [Fact]
    public void Several_changed_rows_are_not_taken_for_one() => Gen.Select(_row, _row, Gen.ULong, Gen.ULong).Sample((one, two, first, second) =>
    {
        var before = default(LeafDigest).Add(one.Weight, one.Hash).Add(two.Weight, two.Hash);
        var now = default(LeafDigest).Add(one.Weight, first).Add(two.Weight, second);
        if (one.Weight != two.Weight && one.Hash != first && two.Hash != second && first - one.Hash != two.Hash - second)
        {
            LeafComparison.Locate(before, now).ShouldBeNull();
        }
    });

    [Fact]
    public void Rows_that_are_equal_do_not_cancel_out()
    {
        var before = default(LeafDigest).Add(3, 77).Add(3, 77);

        LeafComparison.Differences([before], []).Single().Rows.ShouldBe(2);
        LeafComparison.Differences([before], [default(LeafDigest).Add(3, 78).Add(3, 78)]).ShouldHaveSingleItem();
    }

    [Fact]
    public void Leaves_that_differ_or_are_on_one_side_only_are_told_in_order()
    {
        LeafDigest[] before = [new(-3, 1, 1, 1), new(0, 2, 5, 5), new(7, 1, 9, 9), new(8, 1, 2, 2)];
        LeafDigest[] now = [new(0, 2, 5, 5), new(7, 1, 9, 8), new(8, 1, 2, 2), new(9, 4, 4, 4)];

        LeafComparison.Differences(before, now).Select(leaf => leaf.Leaf).ShouldBe([-3, 7, 9]);
        LeafComparison.Differences(now, now).ShouldBeEmpty();
    }

    [Fact]
    public void Leaves_are_larger_the_rarer_changes_are()
    {
        LeafSize.For(10_000_000, 10_000, 100).ShouldBeInRange(60, 75);
        LeafSize.For(10_000_000, 10, 100).ShouldBe(1024);
        LeafSize.For(1000, 1000, 100).ShouldBe(16);
    }
}
