namespace Ferry.EndToEnd.Tests.Sync.Cases;

public sealed class SqlitePivotCaseTests : PivotCaseTests
{
    private protected override ICaseEngine Engine => new SqliteCaseEngine();
}
