using Ferry.Detection;
using Ferry.Reading;
using Ferry.Sync.Detection;

namespace Ferry.EndToEnd.Tests.Detection;

public sealed class LeafStoreTests
{
    // Several rows of the store.
    private const int Leaves = 10_000;

    private static readonly LeafRange _all = new(long.MinValue, long.MaxValue, ChunkRange.Whole);

    private static readonly StoredTable _state = new("", new(LeafKind.Integer, "id", 64, ""), [], 0, 0);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Digests_that_are_amended_replace_those_of_their_leaves_and_no_others()
    {
        await using var staging = await Staging.CreateAsync();
        using var store = new LeafStore(staging.Connection, staging.Dialect, Staging.Area);
        await store.PrepareAsync(Cancellation);
        List<LeafDigest> before = [.. Enumerable.Range(0, Leaves).Select(leaf => new LeafDigest(leaf * 2, 1, (ulong)leaf, 0))];
        await store.SaveAsync("t", _all, before, Cancellation);
        await PromoteAsync(store, kept: false);
        List<LeafDigest> amended = [.. new long[] { -7, 6, 9001, 9002, 50_000 }.Select(leaf => new LeafDigest(leaf, 2, 99, 99))];

        await store.AmendAsync("t", amended, Cancellation);
        await PromoteAsync(store, kept: true);

        var expected = before.Where(leaf => leaf.Leaf is not (6 or 9002)).Concat(amended).OrderBy(leaf => leaf.Leaf);
        (await store.ReadAsync("t", _all, Cancellation)).ShouldBe(expected);
        (await store.ReadAsync("t", new(8000, 9100, ChunkRange.Whole), Cancellation))!.Count(leaf => leaf.Rows == 2).ShouldBe(2);
    }

    [Fact]
    public async Task Leaves_that_come_at_the_end_again_and_again_are_all_kept()
    {
        await using var staging = await Staging.CreateAsync();
        using var store = new LeafStore(staging.Connection, staging.Dialect, Staging.Area);
        await store.PrepareAsync(Cancellation);
        await store.SaveAsync("t", _all, [], Cancellation);
        await PromoteAsync(store, kept: false);
        for (var round = 0; round < 3; round++)
        {
            await store.AmendAsync("t", [.. Enumerable.Range(round * 3000, 3000).Select(leaf => new LeafDigest(leaf, 1, 1, 1))], Cancellation);
            await PromoteAsync(store, kept: true);
        }

        (await store.ReadAsync("t", _all, Cancellation))!.Select(leaf => leaf.Leaf).ShouldBe(Enumerable.Range(0, 9000).Select(leaf => (long)leaf));
    }

    private static async Task PromoteAsync(LeafStore store, bool kept)
    {
        await store.SaveAsync("t", _state, kept, Cancellation);
        await store.PromoteAsync(null, Cancellation);
    }
}
