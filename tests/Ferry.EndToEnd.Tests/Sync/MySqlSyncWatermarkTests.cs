using Ferry.TestServers;

namespace Ferry.EndToEnd.Tests.Sync;

public sealed class MySqlSyncWatermarkTests : SyncWatermarkTests
{
    private protected override async Task<SyncPair> PairAsync() => new(await ServerSide.MakeAsync(ServerKind.MySql), await ServerSide.MakeAsync(ServerKind.MySql));
}
