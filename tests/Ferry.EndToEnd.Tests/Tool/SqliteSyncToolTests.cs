using Ferry.EndToEnd.Tests.Sync;

namespace Ferry.EndToEnd.Tests.Tool;

public sealed class SqliteSyncToolTests : SyncToolTests
{
    private protected override Task<SyncSide> MakeSideAsync() => Task.FromResult<SyncSide>(new SqliteSide());
}
