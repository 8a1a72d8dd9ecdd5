using Ferry.TestServers;

namespace Ferry.EndToEnd.Tests.Sync.Properties;

public sealed class MySqlSyncPropertyTests : SyncPropertyTests
{
    private protected override int Cases => 3;

    private protected override async Task<SyncPair> PairAsync() => new(await ServerSide.MakeAsync(ServerKind.MySql), await ServerSide.MakeAsync(ServerKind.MySql));
}
