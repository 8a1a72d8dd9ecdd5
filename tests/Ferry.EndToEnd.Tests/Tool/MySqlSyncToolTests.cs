using Ferry.EndToEnd.Tests.Sync;
using Ferry.TestServers;

namespace Ferry.EndToEnd.Tests.Tool;

public sealed class MySqlSyncToolTests : SyncToolTests
{
    private protected override Task<SyncSide> MakeSideAsync() => ServerSide.MakeAsync(ServerKind.MySql);
}
