using Ferry.TestServers;

namespace Ferry.EndToEnd.Tests.Sync;

/// <summary>From MariaDB into MySQL.</summary>
public sealed class ReversedSyncSceneTests : SyncSceneTests
{
    private protected override async Task<SyncPair> PairAsync() => new(await ServerSide.MakeAsync(ServerKind.MariaDb), await ServerSide.MakeAsync(ServerKind.MySql));
}
