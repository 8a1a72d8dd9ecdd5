using Ferry.TestServers;

namespace Ferry.EndToEnd.Tests.Sync.Cases;

public sealed class MySqlTriggerCaseTests : TriggerCaseTests
{
    private protected override ICaseEngine Engine => new ServerCaseEngine(ServerKind.MySql);
}
