namespace Ferry.EndToEnd.Tests.Sync.Cases;

public sealed class SqliteSafetyCaseTests : SafetyCaseTests
{
    private protected override ICaseEngine Engine => new SqliteCaseEngine();
}
