using Ferry.TestServers;

namespace Ferry.EndToEnd.Tests.Sync.Cases;

public sealed class MariaDbPivotCaseTests : PivotCaseTests
{
    private protected override ICaseEngine Engine => new ServerCaseEngine(ServerKind.MariaDb);
}
