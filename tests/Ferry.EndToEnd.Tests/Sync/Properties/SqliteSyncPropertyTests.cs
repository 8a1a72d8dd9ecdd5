namespace Ferry.EndToEnd.Tests.Sync.Properties;

public sealed class SqliteSyncPropertyTests : SyncPropertyTests
{
    private protected override int Cases => int.Parse(Environment.GetEnvironmentVariable("FERRY_PROPERTY_CASES") ?? "60", System.Globalization.CultureInfo.InvariantCulture);

    private protected override Task<SyncPair> PairAsync() => Task.FromResult(new SyncPair(new SqliteSide(), new SqliteSide()));
}
