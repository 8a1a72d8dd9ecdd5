namespace Ferry.EndToEnd.Tests.Sync.Cases;

public sealed class SqliteUniqueCaseTests : UniqueCaseTests
{
    private protected override ICaseEngine Engine => new SqliteCaseEngine();
}
