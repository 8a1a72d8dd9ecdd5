namespace Ferry.EndToEnd.Tests.Sync;

public sealed class SqliteSyncDetectionTests : SyncDetectionTests
{
    private protected override Task<SyncPair> PairAsync() => Task.FromResult(new SyncPair(new SqliteSide(), new SqliteSide()));
}
