namespace Ferry.EndToEnd.Tests.Faults;

/// <summary>Kills the real process with SIGKILL at each labelled point it reaches, one after the other, until it gets through.</summary>
public sealed class CrashSweepTests
{
    private const int Killed = 128 + 9;
    private const int Enough = 100;

    [Fact]
    public async Task A_backup_killed_at_any_point_leaves_nothing_that_looks_like_one_or_a_whole_one()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "Needs SIGKILL.");
        using var project = new SqliteProject();
        var whole = 0;
        var points = 0;
        for (; points < Enough; points++)
        {
            var before = project.Visible().Count;
            var run = await project.RunAsync("backup --env staging", $"#{points + 1}");
            if (run.ExitCode != Killed)
            {
                run.ExitCode.ShouldBeOneOf(0, 3);
                break;
            }

            foreach (var archive in project.Visible().Skip(before))
            {
                whole++;
                (await project.RunAsync($"verify {archive}")).Ended(0);
            }

            (await project.RunAsync("list")).Ended(0);
        }

        points.ShouldBeInRange(7, Enough - 1);
        whole.ShouldBeInRange(1, 2); // Only the points after the rename leave an archive, and it is whole.
        await IsWellAsync(project);
    }

    [Fact]
    public async Task A_restore_killed_at_any_point_leaves_the_old_database_or_the_new_one_and_the_next_succeeds()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "Needs SIGKILL.");
        using var project = new SqliteProject();
        (await project.RunAsync("backup --env staging")).Ended(0);
        var (old, restored) = ("1 users", project.Describe("staging.db"));
        var points = 0;
        for (; points < Enough; points++)
        {
            foreach (var file in Directory.EnumerateFiles(project.Folder, "local.db*"))
            {
                File.Delete(file);
            }

            project.Execute("local.db", "CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT); INSERT INTO users VALUES (1, 'mine');");
            var run = await project.RunAsync("restore --env staging --backup latest --into local --force", $"#{points + 1}");
            project.Describe("local.db").ShouldBeOneOf(old, restored);
            if (run.ExitCode != Killed)
            {
                run.ExitCode.ShouldBeOneOf(0, 3);
                break;
            }
        }

        points.ShouldBeInRange(12, Enough - 1);
        project.Describe("local.db").ShouldBe(restored);
        Leftovers(project).ShouldBeEmpty();
    }

    private static async Task IsWellAsync(SqliteProject project)
    {
        (await project.RunAsync("backup --env staging")).Ended(0);
        (await project.RunAsync("verify latest --drill")).Ended(0);
        Leftovers(project).ShouldBeEmpty();
    }

    private static IEnumerable<string> Leftovers(SqliteProject project) =>
        Directory.EnumerateFiles(project.Folder, "*", SearchOption.AllDirectories)
            .Where(path => path.EndsWith(".partial", StringComparison.Ordinal) || Path.GetFileName(path) is "image" or "grafted");
}
