namespace Ferry.EndToEnd.Tests.Sync.Cases;

public sealed class SqliteJsonCaseTests : JsonCaseTests
{
    private protected override ICaseEngine Engine => new SqliteCaseEngine();
}
