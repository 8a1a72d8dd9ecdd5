using CsCheck;

namespace Ferry.EndToEnd.Tests.Sync.Properties;

/// <summary>Random schemas and random histories on both sides, merged by Ferry and by a slow merger in memory.</summary>
public abstract class SyncPropertyTests
{
    private protected abstract Task<SyncPair> PairAsync();

    private protected abstract int Cases { get; }

    [Fact]
    public Task Any_history_is_merged_as_the_reference_merger_does_it() =>
        Gen.Select(Gen.Int[0, int.MaxValue - 1], Gen.Int[1, 4], Gen.Int[0, 12], Gen.Int[0, 12], Gen.Int[1, 3], (seed, tables, shared, edits, rounds) => new SyncCase(seed, tables, shared, edits, rounds))
            .SampleAsync(
                async drawn =>
                {
                    await using var pair = await PairAsync();
                    await drawn.RunAsync(pair);
                },
                threads: 1);
}
