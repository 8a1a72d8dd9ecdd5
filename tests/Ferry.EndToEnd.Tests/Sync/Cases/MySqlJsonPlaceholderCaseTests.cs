using Ferry.TestServers;

namespace Ferry.EndToEnd.Tests.Sync.Cases;

public sealed class MySqlJsonPlaceholderCaseTests : JsonPlaceholderCaseTests
{
    private protected override ICaseEngine Engine => new ServerCaseEngine(ServerKind.MySql);
}
