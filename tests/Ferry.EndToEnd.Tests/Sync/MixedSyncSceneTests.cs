using Ferry.TestServers;

namespace Ferry.EndToEnd.Tests.Sync;

/// <summary>From MySQL into MariaDB.</summary>
public sealed class MixedSyncSceneTests : SyncSceneTests
{
    private protected override async Task<SyncPair> PairAsync() => new(await ServerSide.MakeAsync(ServerKind.MySql), await ServerSide.MakeAsync(ServerKind.MariaDb));
}
