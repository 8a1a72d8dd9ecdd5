namespace Ferry.EndToEnd.Tests.Sync.Cases;

public sealed class SqliteColumnCaseTests : ColumnCaseTests
{
    private protected override ICaseEngine Engine => new SqliteCaseEngine();
}
