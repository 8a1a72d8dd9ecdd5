using Ferry.TestServers;

namespace Ferry.EndToEnd.Tests.Sync.Properties;

public sealed class MariaDbSyncPropertyTests : SyncPropertyTests
{
    private protected override int Cases => 3;

    private protected override async Task<SyncPair> PairAsync() => new(await ServerSide.MakeAsync(ServerKind.MariaDb), await ServerSide.MakeAsync(ServerKind.MariaDb));
}
