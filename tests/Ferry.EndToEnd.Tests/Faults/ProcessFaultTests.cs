using System.Diagnostics;
using System.Globalization;

namespace Ferry.EndToEnd.Tests.Faults;

/// <summary>The real process under signals, with little memory, and with no disk left.</summary>
public sealed class ProcessFaultTests
{
    private static readonly TimeSpan _soon = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData("TERM", 143, "snapshot")]
    [InlineData("INT", 130, "read")]
    [InlineData("TERM", 143, "seal")]
    public async Task A_signal_in_any_phase_of_a_backup_ends_it_soon_and_leaves_nothing(string signal, int exitCode, string phase)
    {
        using var project = new SqliteProject();
        project.Execute("staging.db", Rows(250_000));

        var (code, took) = await SignalAsync(project, "backup --env staging --json", phase, signal);

        code.ShouldBe(exitCode);
        took.ShouldBeLessThan(_soon);
        Archives(project).ShouldBeEmpty();
        (await project.RunAsync("backup --env staging")).Ended(0);
    }

    [Theory]
    [InlineData("TERM", 143, "load")]
    [InlineData("INT", 130, "compare")]
    public async Task A_signal_in_a_phase_of_a_restore_leaves_the_old_database(string signal, int exitCode, string phase)
    {
        using var project = new SqliteProject();
        project.Execute("staging.db", Rows(250_000));
        (await project.RunAsync("backup --env staging")).Ended(0);
        var old = project.Describe("local.db");

        var (code, took) = await SignalAsync(project, "restore --env staging --backup latest --into local --force --json", phase, signal);

        code.ShouldBe(exitCode);
        took.ShouldBeLessThan(_soon);
        project.Describe("local.db").ShouldBe(old);
    }

    [Fact]
    public async Task A_backup_of_a_large_database_stays_within_256_megabytes()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs /proc.");
        using var project = new SqliteProject();
        project.Execute("staging.db", Rows(1_400_000));
        new FileInfo(Path.Combine(project.Folder, "staging.db")).Length.ShouldBeGreaterThan(220L << 20);
        using var process = FerryProcess.Start(project.Folder, ["backup", "--env", "staging", "--json"]);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var peak = 0L;

        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is not null)
        {
            peak = Math.Max(peak, PeakBytes(process.Id));
        }

        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        process.ExitCode.ShouldBe(0, await error);
        peak.ShouldBeInRange(10L << 20, 256L << 20);
    }

    [Fact]
    public async Task A_full_disk_at_any_size_fails_with_6_names_the_place_and_leaves_nothing()
    {
        using var project = new SqliteProject();
        project.Execute("staging.db", Rows(2000));
        (await project.RunAsync("backup --env staging")).Ended(0);
        var needed = project.Visible().Sum(path => new FileInfo(path).Length);
        for (var size = 4096L; size < needed; size += Math.Max(4096, needed / 5 / 4096 * 4096))
        {
            using var disk = SmallDisk.Mount(size);

            project.KeepBackupsAt(disk.Path);

            var run = await project.RunAsync("backup --env staging");

            run.Ended(6);
            run.Error.ShouldContain(disk.Path);
            Directory.EnumerateFiles(disk.Path, "*", SearchOption.AllDirectories).Where(path => Path.GetFileName(path) != ".lock").ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task A_full_disk_for_temporary_files_fails_with_6_and_leaves_nothing()
    {
        using var project = new SqliteProject();
        project.Execute("staging.db", Rows(20_000));
        using var disk = SmallDisk.Mount(1 << 20);

        var run = await FerryProcess.RunAsync(
            project.Folder, ["backup", "--env", "staging"], new Dictionary<string, string> { ["TMPDIR"] = disk.Path });

        run.ExitCode.ShouldBe(6, run.Error);
        Archives(project).ShouldBeEmpty();
        Directory.EnumerateFiles(disk.Path, "image*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_disk_without_inodes_fails_with_6_and_leaves_nothing()
    {
        using var project = new SqliteProject();
        var failed = 0;
        for (var inodes = 2; ; inodes++)
        {
            using var disk = SmallDisk.Mount(8 << 20, $"rw,nr_inodes={inodes}");
            project.KeepBackupsAt(disk.Path);

            var run = await project.RunAsync("backup --env staging");

            if (run.ExitCode == 0)
            {
                break;
            }

            failed++;
            run.Ended(6);
            run.Error.ShouldContain(disk.Path);
            Directory.EnumerateFiles(disk.Path, "*", SearchOption.AllDirectories).Where(path => Path.GetFileName(path) != ".lock").ShouldBeEmpty();
        }

        failed.ShouldBeInRange(2, 10); // The folder, the lock and the archive itself each need one.
    }

    [Fact]
    public async Task A_disk_without_inodes_for_temporary_files_fails_with_6_and_leaves_nothing()
    {
        using var project = new SqliteProject();
        var failed = 0;
        for (var inodes = 2; ; inodes++)
        {
            using var disk = SmallDisk.Mount(8 << 20, $"rw,nr_inodes={inodes}");

            var run = await FerryProcess.RunAsync(
                project.Folder, ["backup", "--env", "staging"],
                new Dictionary<string, string> { ["TMPDIR"] = disk.Path, ["DOTNET_EnableDiagnostics"] = "0" });

            if (run.ExitCode == 0)
            {
                break;
            }

            failed++;
            run.Ended(6);
            Archives(project).ShouldBeEmpty();
            Directory.EnumerateFiles(disk.Path, "image*", SearchOption.AllDirectories).ShouldBeEmpty();
        }

        failed.ShouldBeInRange(2, 10);
    }

    [Fact]
    public async Task A_destination_that_is_read_only_fails_with_6_before_anything_is_read()
    {
        using var project = new SqliteProject();
        using var disk = SmallDisk.Mount(1 << 20, "ro");
        project.KeepBackupsAt(disk.Path);

        var run = await project.RunAsync("backup --env staging --json");

        run.Ended(6);
        run.Output.ShouldNotContain("\"snapshot\"");
    }

    private static async Task<(int ExitCode, TimeSpan Took)> SignalAsync(SqliteProject project, string commandLine, string phase, string signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such signals.");
        using var process = FerryProcess.Start(project.Folder, commandLine.Split(' '));
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var seen = new List<string>();
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            seen.Add(line);
            if (line.Contains($"\"phase\":\"{phase}\"", StringComparison.Ordinal))
            {
                break;
            }
        }

        process.HasExited.ShouldBeFalse(string.Join('\n', seen));
        var started = TimeProvider.System.GetTimestamp();
        using var kill = Process.Start("kill", [$"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)]);
        var rest = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        await Task.WhenAll(error, rest);
        return (process.ExitCode, TimeProvider.System.GetElapsedTime(started));
    }

    private static string Rows(int count) => $"""
        CREATE TABLE big (id INTEGER PRIMARY KEY, text TEXT);
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count})
        INSERT INTO big SELECT i, hex(randomblob(80)) FROM n;
        """;

    private static IEnumerable<string> Archives(SqliteProject project) => Directory.Exists(project.Archives)
        ? Directory.EnumerateFiles(project.Archives).Where(path => Path.GetFileName(path) != ".lock")
        : [];

    private static long PeakBytes(int processId)
    {
        try
        {
            var line = File.ReadLines($"/proc/{processId}/status").FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)[^2], CultureInfo.InvariantCulture) << 10;
        }
        catch (IOException)
        {
            return 0; // It has ended between its last line and this look.
        }
    }
}
