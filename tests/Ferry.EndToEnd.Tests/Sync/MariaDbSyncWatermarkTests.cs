using Ferry.TestServers;

namespace Ferry.EndToEnd.Tests.Sync;

public sealed class MariaDbSyncWatermarkTests : SyncWatermarkTests
{
    private protected override async Task<SyncPair> PairAsync() => new(await ServerSide.MakeAsync(ServerKind.MariaDb), await ServerSide.MakeAsync(ServerKind.MariaDb));
}
