using System.Globalization;
using System.Text.Json;
using Ferry.EndToEnd.Tests.Fidelity;
using Ferry.TestServers;

namespace Ferry.EndToEnd.Tests.Tunnels;

/// <summary>
/// Every job, its tunnel cut after some bytes, from the first handshake to the last word: it ends with 4 and names the tunnel, the target is what it was or,
/// once everything was written, what it should become; nothing of it is left running, and the same command completes afterwards.
/// </summary>
public sealed class TunnelSweepTests
{
    private const int Rows = 4_000;
    private const string PhaseLine = "{\"type\":\"phase\"";
    private const string ResultLine = "{\"type\":\"result\"";

    // The last statements of a job answer in a few hundred bytes each, and the goodbye in fewer.
    private const int BeforeTheEnd = 500;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_backup_whose_tunnel_drops_anywhere_leaves_no_archive()
    {
        await using var project = await MakeAsync();

        var phases = await SweepAsync(project, "backup --env far", back: () => Task.CompletedTask);

        new[] { "", "snapshot", "read" }.ShouldBeSubsetOf(phases);
    }

    [Fact]
    public async Task A_restore_whose_tunnel_drops_anywhere_leaves_the_old_tables_or_the_new_ones()
    {
        await using var project = await MakeAsync();
        (await project.RunAsync("backup --env near")).Ended(0);

        var phases = await SweepAsync(project, "restore --env near --backup latest --into copy --force", back: () => EditCopyAsync(project));

        new[] { "", "read", "load", "compare", "swap" }.ShouldBeSubsetOf(phases);
    }

    [Fact]
    public async Task A_drill_whose_tunnel_drops_anywhere_proves_nothing_and_leaves_the_databases_there_alone()
    {
        await using var project = await MakeAsync();
        (await project.RunAsync("backup --env near")).Ended(0);

        var phases = await SweepAsync(project, "verify latest --env near --drill --into copy", back: () => Task.CompletedTask);

        new[] { "compare" }.ShouldBeSubsetOf(phases);
    }

    [Fact]
    public async Task A_sync_whose_sources_tunnel_drops_anywhere_writes_nothing()
    {
        await using var project = await MakeAsync();
        await MergeOnceAsync(project, "far", "local");

        var phases = await SweepAsync(project, "sync --env far --into local --force", back: () => UndoAsync(project, "far", "local"));

        new[] { "", "snapshot", "detect", "stage" }.ShouldBeSubsetOf(phases);
    }

    [Fact]
    public async Task A_sync_whose_targets_tunnel_drops_anywhere_has_written_all_or_nothing()
    {
        await using var project = await MakeAsync();
        await MergeOnceAsync(project, "near", "copy");

        var phases = await SweepAsync(project, "sync --env near --into copy --force", back: () => UndoAsync(project, "near", "copy"));

        new[] { "", "detect", "stage", "merge", "read", "apply" }.ShouldBeSubsetOf(phases);
    }

    private static async Task<TunnelProject> MakeAsync()
    {
        var project = await TunnelProject.CreateAsync(ServerKind.MariaDb, Rows);
        await EditCopyAsync(project);
        return project;
    }

    // What is there before: some of the rows, one of them edited, and one of its own.
    private static Task EditCopyAsync(TunnelProject project) => ServerText.ExecuteAsync(
        project.Copy.ConnectionString,
        [
            "DROP TABLE IF EXISTS t, u", $"CREATE TABLE t LIKE `{project.Source.Name}`.t", $"CREATE TABLE u LIKE `{project.Source.Name}`.u",
            $"INSERT INTO t SELECT * FROM `{project.Source.Name}`.t WHERE id % 3 = 0", "UPDATE t SET v = 'mine' WHERE id = 6", "INSERT INTO t VALUES (99999999, 'here')",
        ],
        Cancelled);

    // A second sync, with a past, is what asks the source for digests; and it has something to fetch.
    private static async Task MergeOnceAsync(TunnelProject project, string from, string into)
    {
        (await project.RunAsync($"sync --env {from} --into {into} --force --no-backup")).Ended(0);
        await ServerText.ExecuteAsync(
            project.Source.ConnectionString, ["UPDATE t SET v = CONCAT('new ', v) WHERE id % 5 = 0", "INSERT INTO t SELECT id + 10000000, v FROM t WHERE id < 2000"], Cancelled);
    }

    private static async Task UndoAsync(TunnelProject project, string from, string into) =>
        (await project.RunAsync($"sync undo --env {from} --into {into} --force")).Ended(0);

    /// <summary>Cuts the tunnel in the handshake, in the middle of each phase of the command, early in the last, and just before its end.</summary>
    /// <returns>The phases that a cut has struck; an empty name before the first.</returns>
    private static async Task<IReadOnlyCollection<string>> SweepAsync(TunnelProject project, string command, Func<Task> back)
    {
        var before = await CopyAsync(project);
        var points = await PointsAsync(project, command);
        var after = await CopyAsync(project);
        await back();
        (await CopyAsync(project)).ShouldBe(before);
        var archives = project.Archives().ToHashSet();
        var struck = new HashSet<string>();
        foreach (var bytes in points)
        {
            await using var line = new FaultyProxy(project.Ssh.Port, bytes, silent: false);
            project.Configure(port: line.Port);
            var run = await project.RunAsync($"{command} --json");
            project.Configure();
            var (place, now) = ($"cut after {bytes} of {points[^1]} bytes, in '{LastPhase(run)}'", await CopyAsync(project));
            now.ShouldBeOneOf([before, after], place);
            if (run.ExitCode is 0 or 3)
            {
                // The cut came when everything was done, if at all: runs differ in what they send by a few bytes. What a restore notes for later syncs is noted after it is done.
                now.ShouldBe(after, place);
                run.Output.ShouldContain(ResultLine, customMessage: place);
                run.Output.Contains("\"restore.origin-not-noted\"", StringComparison.Ordinal).ShouldBe(run.ExitCode == 3, place);
            }
            else
            {
                run.ExitCode.ShouldBe(4, $"{place}\n{run.Output}\n{run.Error}");
                run.Error.ShouldContain("ssh.", customMessage: place);
                line.Struck.ShouldBeTrue(place);
                struck.Add(LastPhase(run));
            }

            var made = project.Archives().Except(archives).ToList();
            archives.UnionWith(made);
            Whole(made, place);
            if (command.StartsWith("backup", StringComparison.Ordinal))
            {
                made.Count.ShouldBe(run.ExitCode == 0 ? 1 : 0, place);
            }

            await NothingIsLeftAsync(project, place);
            if (now != before)
            {
                await back();
                (await CopyAsync(project)).ShouldBe(before, place);
            }
        }

        (await project.RunAsync(command)).Ended(0);
        (await CopyAsync(project)).ShouldBe(after);
        return struck;
    }

    /// <summary>Runs the command undisturbed and finds out how much has come through the tunnel in the middle of each of its phases.</summary>
    private static async Task<IReadOnlyList<long>> PointsAsync(TunnelProject project, string command)
    {
        await using var line = new FaultyProxy(project.Ssh.Port, long.MaxValue, silent: false);
        project.Configure(port: line.Port);
        using var process = project.Start($"{command} --json");
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync(Cancelled);
        var starts = new List<long> { 0 };
        while (await process.StandardOutput.ReadLineAsync(Cancelled) is { } text)
        {
            if (text.StartsWith(PhaseLine, StringComparison.Ordinal))
            {
                starts.Add(line.Received);
            }
        }

        await process.WaitForExitAsync(Cancelled);
        process.ExitCode.ShouldBe(0, await error);
        project.Configure();
        starts.Add(line.Received);

        // The last phase of a restore ends with what is noted for later syncs, so its middle may be behind what it is named for.
        var early = starts[^2] + ((starts[^1] - starts[^2]) / 6);
        return [.. starts.Zip(starts.Skip(1), (from, to) => (from + to) / 2).Append(early).Append(line.Received - BeforeTheEnd).Distinct().Order()];
    }

    private static async Task<string> CopyAsync(TunnelProject project) =>
        string.Join("\n", await ServerText.DescribeAsync(project.Copy.ConnectionString, project.Copy.Name, Cancelled));

    private static string LastPhase(FerryRun run) => run.Output.Split('\n').Where(line => line.StartsWith(PhaseLine, StringComparison.Ordinal))
        .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("phase").GetString()!).LastOrDefault("");

    // A safety backup was complete before the cut; nothing unfinished may have a name.
    private static void Whole(IEnumerable<string> files, string place)
    {
        foreach (var file in files)
        {
            Path.GetExtension(file).ShouldBe(".zip", place);
            using var zip = System.IO.Compression.ZipFile.OpenRead(file);
            zip.GetEntry("manifest.json").ShouldNotBeNull(place);
        }
    }

    // The tool has ended, so its listeners have; the servers must not be busy for it any longer either.
    private static async Task NothingIsLeftAsync(TunnelProject project, string place)
    {
        for (var attempt = 0; await SessionsAsync(project) is { Length: > 0 } left; attempt++)
        {
            attempt.ShouldBeLessThan(100, $"{place}: {left}");
            await Task.Delay(100, Cancelled);
        }
    }

    private static async Task<string> SessionsAsync(TunnelProject project)
    {
        var served = (await File.ReadAllTextAsync(string.Create(CultureInfo.InvariantCulture, $"/proc/{project.Ssh.ProcessId}/task/{project.Ssh.ProcessId}/children"), Cancelled)).Trim();
        var open = await project.Copy.ScalarAsync<long>(
            $"SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE (DB LIKE '{project.Copy.Name}%' OR DB = '{project.Source.Name}') AND ID <> CONNECTION_ID()", Cancelled);
        return (served, open) is ("", 0) ? "" : $"sshd serves {served}; {open} sessions of the database";
    }
}
