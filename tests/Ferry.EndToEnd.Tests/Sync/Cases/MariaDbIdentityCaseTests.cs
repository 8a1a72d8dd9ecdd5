using Ferry.TestServers;

namespace Ferry.EndToEnd.Tests.Sync.Cases;

public sealed class MariaDbIdentityCaseTests : IdentityCaseTests
{
    private protected override ICaseEngine Engine => new ServerCaseEngine(ServerKind.MariaDb);
}
