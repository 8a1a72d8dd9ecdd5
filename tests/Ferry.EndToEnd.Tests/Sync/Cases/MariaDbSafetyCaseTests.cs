using Ferry.TestServers;

namespace Ferry.EndToEnd.Tests.Sync.Cases;

public sealed class MariaDbSafetyCaseTests : SafetyCaseTests
{
    private protected override ICaseEngine Engine => new ServerCaseEngine(ServerKind.MariaDb);
}
