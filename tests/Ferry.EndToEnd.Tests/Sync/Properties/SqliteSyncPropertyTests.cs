namespace Ferry.EndToEnd.Tests.Sync.Properties;

public sealed class SqliteSyncPropertyTests : SyncPropertyTests
{
    private protected override int Cases => 100;

    private protected override Task<SyncPair> PairAsync() => Task.FromResult(new SyncPair(new SqliteSide(), new SqliteSide()));
}
