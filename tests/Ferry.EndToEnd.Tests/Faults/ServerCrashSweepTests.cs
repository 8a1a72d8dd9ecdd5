using Ferry.EndToEnd.Tests.Fidelity;
using Ferry.TestServers;

namespace Ferry.EndToEnd.Tests.Faults;

/// <summary>Kills the real process at each labelled point of a restore into a server.</summary>
public sealed class ServerCrashSweepTests
{
    private const int Killed = 128 + 9;
    private const int Enough = 150;

    [Theory, OnEachServer]
    public async Task A_restore_killed_at_any_point_leaves_the_old_tables_or_the_new_ones_and_the_next_run_completes(ServerKind kind)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "Needs SIGKILL.");
        var token = TestContext.Current.CancellationToken;
        var server = TestServer.Of(kind).RequireAvailable();
        await using var source = await server.CreateDatabaseAsync("sweepsrc", token);
        await using var target = await server.CreateDatabaseAsync("sweepdst", token);
        using var project = new SqliteProject();
        project.Configure(source.Target, target.Target);
        await ServerText.ExecuteAsync(source.ConnectionString, Source, token);
        (await project.RunAsync("backup --env staging")).Ended(0);

        var points = 0;
        for (; points < Enough; points++)
        {
            await ServerText.ExecuteAsync(target.ConnectionString, Old, token);
            var run = await project.RunAsync("restore --env staging --backup latest --into local --force", $"#{points + 1}");
            if (run.ExitCode != Killed)
            {
                run.ExitCode.ShouldBeOneOf(0, 3);
                break;
            }

            if (await IsUntouchedAsync(target.ConnectionString, points + 1))
            {
                continue; // The next round starts from what this one left.
            }

            (await project.RunAsync("restore --env staging --backup latest --into local --force")).ExitCode.ShouldBeOneOf(0, 3);
            await IsEqualAsync(source, target);
        }

        points.ShouldBeInRange(12, Enough - 1);
        await IsEqualAsync(source, target);
    }

    private static readonly string[] Source =
    [
        "CREATE TABLE parent (id INT PRIMARY KEY, v VARCHAR(20))", "CREATE TABLE child (id INT PRIMARY KEY, parent_id INT, FOREIGN KEY (parent_id) REFERENCES parent (id))",
        "INSERT INTO parent VALUES (1, 'a'), (2, 'b')", "INSERT INTO child VALUES (1, 1), (2, 2)",
        "CREATE VIEW v AS SELECT * FROM parent", "CREATE TRIGGER tr BEFORE INSERT ON parent FOR EACH ROW SET NEW.v = 'x'", "CREATE FUNCTION f() RETURNS INT DETERMINISTIC RETURN 1",
    ];

    private static readonly string[] Old =
    [
        "SET foreign_key_checks = 0", "DROP VIEW IF EXISTS v", "DROP VIEW IF EXISTS oldview", "DROP FUNCTION IF EXISTS f", "DROP TABLE IF EXISTS child, parent, mine",
        "CREATE TABLE parent (id INT PRIMARY KEY, v VARCHAR(20))", "INSERT INTO parent VALUES (77, 'old')", "CREATE TABLE mine (id INT)", "INSERT INTO mine VALUES (5)",
        "CREATE TRIGGER oldtr BEFORE INSERT ON parent FOR EACH ROW SET NEW.v = 'o'", "CREATE VIEW oldview AS SELECT id FROM mine",
    ];

    private static async Task<bool> IsUntouchedAsync(string connection, int point)
    {
        var token = TestContext.Current.CancellationToken;
        var rows = Convert.ToString(await ServerText.ScalarAsync(connection, "SELECT GROUP_CONCAT(id ORDER BY id) FROM parent", token));
        rows.ShouldBeOneOf(["77", "1,2"], $"at point {point}");
        if (rows == "77")
        {
            Convert.ToInt64(await ServerText.ScalarAsync(connection, "SELECT COUNT(*) FROM mine", token)).ShouldBe(1, $"at point {point}");
        }

        var views = await ServerText.ScalarAsync(connection, "SELECT COUNT(*) FROM information_schema.VIEWS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'oldview'", token);
        return rows == "77" && Convert.ToInt64(views) == 1;
    }

    private static async Task IsEqualAsync(TestDatabase source, TestDatabase target)
    {
        var token = TestContext.Current.CancellationToken;
        (await ServerText.DescribeAsync(target.ConnectionString, target.Name, token)).ShouldBe(await ServerText.DescribeAsync(source.ConnectionString, source.Name, token));
    }
}
