namespace Ferry.EndToEnd.Tests.Sync.Cases;

public sealed class SqliteMissingParentCaseTests : MissingParentCaseTests
{
    private protected override ICaseEngine Engine => new SqliteCaseEngine();
}
