using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Ferry.EndToEnd.Tests.Fidelity;
using Ferry.TestServers;

namespace Ferry.EndToEnd.Tests.Tunnels;

/// <summary>What the real tool says and leaves when its tunnel breaks.</summary>
public sealed class TunnelFaultTests
{
    private const int Rows = 150_000;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory, OnEachServer]
    public async Task A_tunnel_that_drops_while_rows_are_read_ends_the_backup_with_4_and_leaves_nothing(ServerKind kind)
    {
        await using var project = await TunnelProject.CreateAsync(kind, Rows);

        var run = await BreakAsync(project, "backup --env far --json", "\"phase\":\"read\"", project.Ssh.CutOffAsync);

        run.Ended(4);
        run.Output.ShouldContain("ssh.dropped");
        run.Output.ShouldContain($"127.0.0.1:{project.Ssh.Port}");
        project.Archives().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_server_that_restarts_meanwhile_is_not_connected_to_again_and_the_next_run_starts_afresh()
    {
        await using var project = await TunnelProject.CreateAsync(ServerKind.MariaDb, Rows);

        var run = await BreakAsync(project, "backup --env far --json", "\"phase\":\"read\"", async () =>
        {
            await project.Ssh.KillAsync();
            await project.Ssh.StartAgainAsync(Cancelled);
        });

        run.Ended(4).Output.ShouldContain("ssh.dropped");
        project.Ssh.Log.ShouldNotContain("Accepted");
        project.Archives().ShouldBeEmpty();
        project.Configure();
        (await project.RunAsync("backup --env far")).Ended(0);
    }

    [Fact]
    public async Task A_tunnel_that_drops_while_rows_are_loaded_leaves_the_target_as_it_was()
    {
        await using var project = await TunnelProject.CreateAsync(ServerKind.MariaDb, Rows);
        (await project.RunAsync("backup --env near")).Ended(0);
        await ServerText.ExecuteAsync(project.Copy.ConnectionString, ["CREATE TABLE mine (id INT PRIMARY KEY)", "INSERT INTO mine VALUES (7)"], Cancelled);

        var run = await BreakAsync(project, "restore --env near --backup latest --into copy --force --json", "\"phase\":\"load\"", project.Ssh.CutOffAsync);

        run.Ended(4).Output.ShouldContain("ssh.dropped");
        (await project.Copy.ScalarAsync<long>("SELECT id FROM mine", Cancelled)).ShouldBe(7);
        (await project.RunAsync("restore --env near --backup latest --into copy --force")).Ended(0);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(4_000)]
    [InlineData(20_000)]
    [InlineData(1_000_000)]
    public async Task A_connection_to_the_ssh_server_cut_at_any_byte_ends_with_4_and_leaves_nothing(long bytes)
    {
        await using var project = await TunnelProject.CreateAsync(ServerKind.MariaDb, rows: 20_000);
        await using var line = new FaultyProxy(project.Ssh.Port, bytes, silent: false);
        project.Configure(port: line.Port);

        var run = await project.RunAsync("backup --env far");

        run.Ended(4).Error.ShouldContain("ssh.");
        line.Struck.ShouldBeTrue();
        project.Archives().ShouldBeEmpty();
    }

    [Theory]
    [InlineData(500)]
    [InlineData(1_000_000)]
    public async Task A_line_that_falls_silent_is_given_up_and_the_tunnel_is_named(long bytes)
    {
        await using var project = await TunnelProject.CreateAsync(ServerKind.MariaDb, rows: 20_000);
        await using var line = new FaultyProxy(project.Ssh.Port, bytes, silent: true);
        project.Configure(port: line.Port, settings: """, "KeepAlive": "1s", "ConnectTimeout": "3s" """);
        var file = Path.Combine(project.Folder, "ferry.json");
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file, Cancelled)).Replace("\"Application\"", "\"Backup\": { \"StallTimeout\": \"3s\" }, \"Application\"", StringComparison.Ordinal), Cancelled);

        var run = await project.RunAsync("backup --env far");

        run.Ended(4).Error.ShouldContain("ssh.");
        project.Archives().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_database_port_where_nobody_listens_is_named_with_what_to_try()
    {
        await using var project = await TunnelProject.CreateAsync(ServerKind.MariaDb, rows: 1);
        project.Configure(database: $"127.0.0.1:{FreePort()}");

        var run = await project.RunAsync("backup --env far");

        run.Ended(4).Error.ShouldContain("ssh.forward-refused");
        run.Error.ShouldContain("nc -vz 127.0.0.1");
        project.Archives().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_server_that_forbids_forwarding_is_named()
    {
        await using var project = await TunnelProject.CreateAsync(ServerKind.MariaDb, rows: 1, "AllowTcpForwarding no");

        var run = await project.RunAsync("backup --env far");

        run.Ended(4).Error.ShouldContain("AllowTcpForwarding");
    }

    [Fact]
    public async Task A_wrong_database_password_is_still_the_databases_word()
    {
        await using var project = await TunnelProject.CreateAsync(ServerKind.MariaDb, rows: 1);
        project.Configure(database: $"{project.Source.Target.Host}:{project.Source.Target.Port}");
        var file = Path.Combine(project.Folder, "ferry.json");
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file, Cancelled)).Replace("mysql://root@", "mysql://nobody:wrong@", StringComparison.Ordinal), Cancelled);

        (await project.RunAsync("backup --env far")).Ended(4).Error.ShouldContain("mysql.");
    }

    [Fact]
    public async Task Only_loopback_listens_while_a_job_runs_and_no_other_program_is_started()
    {
        await using var project = await TunnelProject.CreateAsync(ServerKind.MariaDb, Rows);
        IReadOnlyList<string> listening = [];

        var run = await BreakAsync(project, "backup --env far --json", "\"phase\":\"read\"", process =>
        {
            listening = Listeners(process.Id);
            File.ReadAllText($"/proc/{process.Id}/task/{process.Id}/children").ShouldBeEmpty();
            return Task.CompletedTask;
        });

        run.Ended(0);
        listening.ShouldNotBeEmpty();
        listening.ShouldAllBe(address => address.StartsWith("0100007F:"));
    }

    [Fact]
    public async Task A_signal_ends_the_job_and_the_connection_to_the_server()
    {
        await using var project = await TunnelProject.CreateAsync(ServerKind.MariaDb, Rows);

        var run = await BreakAsync(project, "backup --env far --json", "\"phase\":\"read\"", async process =>
        {
            using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
            await kill.WaitForExitAsync(Cancelled);
        });

        run.Ended(143);
        project.Archives().ShouldBeEmpty();
        project.Ssh.Log.ShouldContain("Disconnected from user");
    }

    private static Task<FerryRun> BreakAsync(TunnelProject project, string commandLine, string at, Func<Task> action) => BreakAsync(project, commandLine, at, _ => action());

    /// <summary>Runs a command and does something once its output says where it is.</summary>
    private static async Task<FerryRun> BreakAsync(TunnelProject project, string commandLine, string at, Func<Process, Task> action)
    {
        using var process = project.Start(commandLine);
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync(Cancelled);
        var output = new System.Text.StringBuilder();
        var done = false;
        while (await process.StandardOutput.ReadLineAsync(Cancelled) is { } line)
        {
            output.AppendLine(line);
            if (!done && line.Contains(at, StringComparison.Ordinal))
            {
                done = true;
                await action(process);
            }
        }

        await process.WaitForExitAsync(Cancelled);
        done.ShouldBeTrue(output.ToString());
        return new FerryRun(process.ExitCode, output.ToString(), await error);
    }

    private static List<string> Listeners(int processId)
    {
        var sockets = Directory.EnumerateFileSystemEntries($"/proc/{processId}/fd").Select(path => new FileInfo(path).LinkTarget).ToHashSet();
        return
        [
            .. new[] { "tcp", "tcp6" }.SelectMany(table => File.ReadLines($"/proc/{processId}/net/{table}").Skip(1))
                .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Where(fields => fields[3] == "0A" && sockets.Contains($"socket:[{fields[9]}]")).Select(fields => fields[1]),
        ];
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
