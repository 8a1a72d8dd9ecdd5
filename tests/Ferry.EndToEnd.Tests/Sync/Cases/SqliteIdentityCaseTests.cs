namespace Ferry.EndToEnd.Tests.Sync.Cases;

public sealed class SqliteIdentityCaseTests : IdentityCaseTests
{
    private protected override ICaseEngine Engine => new SqliteCaseEngine();
}
