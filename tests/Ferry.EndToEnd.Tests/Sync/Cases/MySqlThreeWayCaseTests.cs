using Ferry.TestServers;

namespace Ferry.EndToEnd.Tests.Sync.Cases;

public sealed class MySqlThreeWayCaseTests : ThreeWayCaseTests
{
    private protected override ICaseEngine Engine => new ServerCaseEngine(ServerKind.MySql);
}
