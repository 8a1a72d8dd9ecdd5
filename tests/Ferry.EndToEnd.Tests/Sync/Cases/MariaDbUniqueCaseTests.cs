using Ferry.TestServers;

namespace Ferry.EndToEnd.Tests.Sync.Cases;

public sealed class MariaDbUniqueCaseTests : UniqueCaseTests
{
    private protected override ICaseEngine Engine => new ServerCaseEngine(ServerKind.MariaDb);
}
