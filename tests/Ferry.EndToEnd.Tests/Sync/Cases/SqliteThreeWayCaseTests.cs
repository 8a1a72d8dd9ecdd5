namespace Ferry.EndToEnd.Tests.Sync.Cases;

public sealed class SqliteThreeWayCaseTests : ThreeWayCaseTests
{
    private protected override ICaseEngine Engine => new SqliteCaseEngine();
}
