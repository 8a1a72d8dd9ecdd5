namespace Ferry.EndToEnd.Tests.Sync;

public sealed class SqliteSyncWatermarkTests : SyncWatermarkTests
{
    private protected override Task<SyncPair> PairAsync() => Task.FromResult(new SyncPair(new SqliteSide(), new SqliteSide()));
}
