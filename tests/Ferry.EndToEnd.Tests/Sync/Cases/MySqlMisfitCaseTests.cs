using Ferry.TestServers;

namespace Ferry.EndToEnd.Tests.Sync.Cases;

public sealed class MySqlMisfitCaseTests : MisfitCaseTests
{
    private protected override ICaseEngine Engine => new ServerCaseEngine(ServerKind.MySql);
}
