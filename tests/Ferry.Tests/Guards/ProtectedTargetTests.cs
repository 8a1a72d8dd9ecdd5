using Ferry.Guards;
using Ferry.Restore;
using Ferry.Testing.Memory;

namespace Ferry.Tests.Guards;

public sealed class ProtectedTargetTests : IDisposable
{
    private readonly Workbench _bench = new();

    public ProtectedTargetTests() => _bench.Provider.Databases["app"] = new MemoryDatabase().With("users", "one");

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData(null)]
    [InlineData("local")]
    public async Task A_protected_database_under_another_name_is_refused(string? confirmation)
    {
        var request = await RequestAsync("app", confirmation);

        var failure = await Should.ThrowAsync<FerryException>(() => PlanAsync(request));

        (failure.Kind, failure.Code).ShouldBe((FailureKind.Refused, "restore.protected"));
        failure.Message.ShouldContain("production");
        failure.Remedy.ShouldNotBeNull().ShouldContain("--confirm production");
    }

    [Fact]
    public async Task It_is_planned_once_its_name_was_typed() => (await PlanAsync(await RequestAsync("app", "production"))).Blocked.ShouldBeFalse();

    [Fact]
    public async Task Another_database_of_that_server_is_nobody_s_business() => (await PlanAsync(await RequestAsync("copy", null))).Blocked.ShouldBeFalse();

    private async Task<RestoreRequest> RequestAsync(string database, string? confirmation)
    {
        var backup = await _bench.BackupAsync();
        return _bench.RestoreRequest(backup.Archive, database) with
        {
            ProtectedDatabases = [new ProtectedDatabase("production", backup.Manifest.Databases[0].Server)],
            Confirmation = confirmation,
        };
    }

    private Task<RestorePlan> PlanAsync(RestoreRequest request) =>
        new RestoreEngine(_bench.Registry, _bench.Time).PlanAsync(request, TestContext.Current.CancellationToken);
}
