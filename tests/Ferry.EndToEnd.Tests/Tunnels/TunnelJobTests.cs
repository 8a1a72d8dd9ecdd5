using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json;
using Ferry.EndToEnd.Tests.Fidelity;
using Ferry.TestServers;

namespace Ferry.EndToEnd.Tests.Tunnels;

/// <summary>Every job, through a real SSH server, does what it does without.</summary>
public sealed class TunnelJobTests
{
    private const double MegabitPerSecond = 125_000;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory, OnEachServer]
    public async Task A_backup_through_a_tunnel_is_the_one_without(ServerKind kind)
    {
        await using var project = await TunnelProject.CreateAsync(kind, rows: 30_000);

        (await project.RunAsync("backup --env near")).Ended(0);
        (await project.RunAsync("backup --env far")).Ended(0);

        var digests = project.Archives().Select(Digests).ToList();
        digests.Count.ShouldBe(2);
        digests[1].ShouldBe(digests[0]);
        project.Ssh.Log.ShouldContain("direct-tcpip");
    }

    [Theory, OnEachServer]
    public async Task A_restore_and_a_drill_through_a_tunnel_give_the_same_rows(ServerKind kind)
    {
        await using var project = await TunnelProject.CreateAsync(kind, rows: 20_000);
        (await project.RunAsync("backup --env near")).Ended(0);

        (await project.RunAsync("verify latest --env near --drill --into copy")).Ended(0);
        (await project.RunAsync("restore --env near --backup latest --into copy --force")).Ended(0);

        (await ServerText.DescribeAsync(project.Copy.ConnectionString, project.Copy.Name, Cancelled))
            .ShouldBe(await ServerText.DescribeAsync(project.Source.ConnectionString, project.Source.Name, Cancelled));
        project.Ssh.Log.ShouldContain("direct-tcpip");
    }

    [Fact]
    public async Task The_doctor_looks_through_the_tunnel()
    {
        await using var project = await TunnelProject.CreateAsync(ServerKind.MariaDb, rows: 1);

        var run = await project.RunAsync("doctor --env far --json");

        run.ExitCode.ShouldBeOneOf(0, 3);
        run.Output.ShouldContain("database.reached");
        project.Ssh.Log.ShouldContain("direct-tcpip");
    }

    [Fact]
    public async Task A_backup_goes_through_a_jump_host_that_alone_knows_the_way()
    {
        await using var project = await TunnelProject.CreateAsync(ServerKind.MariaDb, rows: 5_000);
        await using var jump = await SshServer.StartAsync(cancellationToken: Cancelled);
        project.Configure(settings: $$""", "Jump": [{ "Host": "{{jump.Username}}@127.0.0.1:{{jump.Port}}", "Keys": ["{{jump.Key}}"], "HostKey": "{{jump.Fingerprint()}}" }]""");

        (await project.RunAsync("backup --env far")).Ended(0);

        jump.Log.ShouldContain($"target 127.0.0.1 port {project.Ssh.Port}");
        project.Ssh.Log.ShouldContain($"target 127.0.0.1 port {project.Source.Target.Port}");
    }

    [Fact]
    public async Task A_slow_line_that_loses_packets_takes_longer_and_that_is_all()
    {
        await using var project = await TunnelProject.CreateAsync(ServerKind.MariaDb, rows: 5_000);
        await using var line = new SlowProxy(project.Ssh.Port, TimeSpan.FromMilliseconds(300), loss: 0.01, MegabitPerSecond);
        project.Configure(port: line.Port, settings: """, "ConnectTimeout": "1m" """);

        (await project.RunAsync("backup --env near")).Ended(0);
        var clock = Stopwatch.StartNew();
        var run = (await project.RunAsync("backup --env far --json")).Ended(0);

        // A megabyte of rows needs eight seconds, and what is told about the time left is of that size.
        clock.Elapsed.ShouldBeGreaterThan(TimeSpan.FromSeconds(8));
        var left = SecondsLeft(run);
        left.ShouldNotBeEmpty();
        left.ShouldAllBe(seconds => seconds <= 60);
        var digests = project.Archives().Select(Digests).ToList();
        digests[1].ShouldBe(digests[0]);
    }

    private static List<double> SecondsLeft(FerryRun run) =>
    [
        .. run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)
            .Where(line => line.GetProperty("type").GetString() == "progress" && line.GetProperty("secondsLeft").ValueKind == JsonValueKind.Number)
            .Select(line => line.GetProperty("secondsLeft").GetDouble()),
    ];

    // What the rows are: their count and the order-free sum of their hashes.
    private static string Digests(string archive)
    {
        using var zip = ZipFile.OpenRead(archive);
        using var manifest = JsonDocument.Parse(zip.GetEntry("manifest.json")!.Open());
        var database = manifest.RootElement.GetProperty("databases")[0];
        return string.Join("\n", database.GetProperty("tables").EnumerateArray().OrderBy(table => table.GetProperty("name").GetString(), StringComparer.Ordinal)
            .Select(table => $"{table.GetProperty("name")} {table.GetProperty("rows")} {table.GetProperty("digest")}"));
    }
}
