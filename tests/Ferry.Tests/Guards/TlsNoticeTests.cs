using System.Net;
using Ferry.Databases;
using Ferry.Guards;
using Ferry.Progress;
using Ferry.Testing.Memory;
using Ferry.Tunnels;

namespace Ferry.Tests.Guards;

public sealed class TlsNoticeTests
{
    [Theory]
    [InlineData(TlsMode.Insecure, "db.example.com", "tls.insecure")]
    [InlineData(TlsMode.Insecure, "127.0.0.1", "tls.insecure")]
    [InlineData(TlsMode.None, "db.example.com", "tls.off")]
    [InlineData(TlsMode.None, "127.0.0.1", null)]
    [InlineData(TlsMode.Auto, "db.example.com", null)]
    [InlineData(TlsMode.VerifyCa, "db.example.com", null)]
    [InlineData(TlsMode.VerifyFull, "db.example.com", null)]
    public void Warns_of_connections_that_do_not_prove_who_they_talk_to(TlsMode mode, string host, string? code) =>
        TlsNotice.Of(Target(mode, host))?.Code.ShouldBe(code);

    [Fact]
    public void Says_nothing_of_a_plain_connection_inside_a_tunnel() =>
        TlsNotice.Of(Target(TlsMode.None, "db.internal") with { Entrance = new TunnelEntrance(() => new IPEndPoint(IPAddress.Loopback, 4000)) }).ShouldBeNull();

    [Fact]
    public async Task Every_backup_and_every_restore_says_it_and_ends_as_before()
    {
        using var bench = new Workbench();
        bench.Provider.Databases["app"] = new MemoryDatabase().With("users", "one");
        var insecure = new TlsOptions(TlsMode.Insecure);
        var events = new List<ProgressEvent>();
        var request = bench.Request() with { Databases = new Dictionary<string, DatabaseTarget> { ["main"] = MemoryProvider.Target("app") with { Tls = insecure } } };

        var backup = await new Ferry.Backup.BackupEngine(bench.Registry, bench.Time).RunAsync(request, new Collecting(events), TestContext.Current.CancellationToken);
        var plan = await new Ferry.Restore.RestoreEngine(bench.Registry, bench.Time).PlanAsync(
            bench.RestoreRequest(backup.Archive) with { Targets = new Dictionary<string, DatabaseTarget> { ["main"] = MemoryProvider.Target("copy") with { Tls = insecure } } },
            TestContext.Current.CancellationToken);

        events.OfType<NoticeGiven>().ShouldHaveSingleItem().Finding.Code.ShouldBe("tls.insecure");
        backup.Warnings.ShouldBeEmpty();
        plan.Findings.ShouldHaveSingleItem().Code.ShouldBe("tls.insecure");
        plan.Blocked.ShouldBeFalse();
    }

    private static DatabaseTarget Target(TlsMode mode, string host) => new() { Engine = "mysql", Host = host, Tls = new(mode) };

    private sealed class Collecting(List<ProgressEvent> events) : IProgress<ProgressEvent>
    {
        public void Report(ProgressEvent value) => events.Add(value);
    }
}
