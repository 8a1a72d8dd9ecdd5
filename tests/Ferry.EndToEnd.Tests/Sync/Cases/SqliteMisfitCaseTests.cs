namespace Ferry.EndToEnd.Tests.Sync.Cases;

public sealed class SqliteMisfitCaseTests : MisfitCaseTests
{
    private protected override ICaseEngine Engine => new SqliteCaseEngine();
}
