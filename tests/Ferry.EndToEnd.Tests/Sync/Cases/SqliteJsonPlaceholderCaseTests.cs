namespace Ferry.EndToEnd.Tests.Sync.Cases;

public sealed class SqliteJsonPlaceholderCaseTests : JsonPlaceholderCaseTests
{
    private protected override ICaseEngine Engine => new SqliteCaseEngine();
}
