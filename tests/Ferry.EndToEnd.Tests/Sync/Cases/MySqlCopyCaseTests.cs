using Ferry.TestServers;

namespace Ferry.EndToEnd.Tests.Sync.Cases;

public sealed class MySqlCopyCaseTests : CopyCaseTests
{
    private protected override ICaseEngine Engine => new ServerCaseEngine(ServerKind.MySql);
}
