namespace Ferry.EndToEnd.Tests.Sync.Cases;

public sealed class SqliteTriggerCaseTests : TriggerCaseTests
{
    private protected override ICaseEngine Engine => new SqliteCaseEngine();
}
