using Ferry.TestServers;

namespace Ferry.EndToEnd.Tests.Sync.Cases;

public sealed class MariaDbColumnCaseTests : ColumnCaseTests
{
    private protected override ICaseEngine Engine => new ServerCaseEngine(ServerKind.MariaDb);
}
