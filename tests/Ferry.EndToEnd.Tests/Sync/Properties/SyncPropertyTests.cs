using System.Globalization;

namespace Ferry.EndToEnd.Tests.Sync.Properties;

/// <summary>Random schemas and random histories on both sides, merged by Ferry and by a slow merger in memory. The same cases every time;
/// <c>FERRY_SYNC_CASES</c> asks for more of them and <c>FERRY_SYNC_SEED</c> for one alone.</summary>
public abstract class SyncPropertyTests
{
    private protected abstract Task<SyncPair> PairAsync();

    private protected abstract int Cases { get; }

    [Fact]
    public async Task Any_history_is_merged_as_the_reference_merger_does_it()
    {
        foreach (var seed in Number("FERRY_SYNC_SEED") is { } only ? [only] : Enumerable.Range(1, Number("FERRY_SYNC_CASES") ?? Cases))
        {
            var drawn = SyncCase.Draw(seed);
            if (await FailureAsync(drawn) is { } failure)
            {
                throw new InvalidOperationException($"Seed {seed}. {await SmallestAsync(drawn, failure)}", failure);
            }
        }
    }

    private async Task<Exception?> FailureAsync(SyncCase drawn)
    {
        await using var pair = await PairAsync();
        try
        {
            await drawn.RunAsync(pair);
            return null;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return failure;
        }
    }

    /// <summary>Takes steps away for as long as it still fails.</summary>
    private async Task<string> SmallestAsync(SyncCase drawn, Exception failure)
    {
        var smallest = failure.Message;
        for (var found = true; found;)
        {
            found = false;
            foreach (var smaller in drawn.Smaller())
            {
                if (await FailureAsync(smaller) is { } again)
                {
                    (drawn, smallest, found) = (smaller, again.Message, true);
                    break;
                }
            }
        }

        return smallest;
    }

    private static int? Number(string variable) => int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
