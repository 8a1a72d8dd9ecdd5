namespace Ferry.EndToEnd.Tests.Sync.Cases;

public sealed class SqliteCopyCaseTests : CopyCaseTests
{
    private protected override ICaseEngine Engine => new SqliteCaseEngine();
}
