namespace Ferry.EndToEnd.Tests.Sync.Cases;

public sealed class SqliteReferenceCaseTests : ReferenceCaseTests
{
    private protected override ICaseEngine Engine => new SqliteCaseEngine();
}
