using Ferry.EndToEnd.Tests.Fidelity;
using Ferry.EndToEnd.Tests.Sync;
using Ferry.TestServers;

namespace Ferry.EndToEnd.Tests.Replicas;

/// <summary>Backups of servers that share their rows with others, and restores into them.</summary>
public sealed class ClusterTests
{
    private static readonly string[] _tables =
    [
        "CREATE TABLE parents (id INT AUTO_INCREMENT PRIMARY KEY, v LONGBLOB)", "INSERT INTO parents (v) VALUES (REPEAT('x', 3000000)), (0x00), (NULL)",
        "CREATE TABLE children (id INT PRIMARY KEY, parent INT, KEY (parent), FOREIGN KEY (parent) REFERENCES parents (id))", "INSERT INTO children SELECT id, id FROM parents",
        "CREATE TRIGGER tr BEFORE INSERT ON children FOR EACH ROW SET NEW.parent = NEW.parent + 100", "CREATE VIEW w AS SELECT COUNT(*) AS c FROM children",
        "CREATE PROCEDURE p() SELECT 1", "CREATE EVENT e ON SCHEDULE EVERY 1 DAY STARTS '2037-01-01 00:00:00' DO SELECT 1",
    ];

    [Fact]
    public async Task A_restore_into_a_galera_cluster_reaches_every_server()
    {
        await using var cluster = await GaleraCluster.StartAsync();
        await using var trip = await RoundTrip.MakeAsync(
            cluster.First, [.. _tables, "CREATE TABLE keyless (v INT)", "INSERT INTO keyless VALUES (1), (1)", "CREATE TABLE isam (id INT PRIMARY KEY) ENGINE=MyISAM", "INSERT INTO isam VALUES (1)"]);

        var backup = await trip.BackupAsync();
        (await trip.PlanAsync(backup.Archive)).Findings.ShouldContain(finding => finding.Code == "mysql.cluster-engine" && finding.Message.Contains("isam"));
        await trip.RestoreAsync(backup.Archive);
        await trip.RestoreAsync(backup.Archive); // Over what is there, by a swap.

        await trip.ShouldBeEqualAsync();
        var rows = $"SELECT CONCAT(MD5(GROUP_CONCAT(id, HEX(v))), (SELECT c FROM {trip.Restored}.w), (SELECT COUNT(*) FROM {trip.Restored}.keyless)) FROM {trip.Restored}.parents";
        (await cluster.SecondAsync(rows)).ShouldBe(await trip.RestoredAsync(rows));
        Convert.ToInt32(await cluster.SecondAsync($"SELECT COUNT(*) FROM {trip.Restored}.isam")).ShouldBe(0);
    }

    [Fact]
    public async Task A_replication_group_is_backed_up_and_restored_into()
    {
        await using var group = await ReplicationGroup.StartAsync();
        await using var trip = await RoundTrip.MakeAsync(group, _tables);

        var backup = await trip.BackupAsync();
        await trip.RestoreAsync(backup.Archive);
        await trip.RestoreAsync(backup.Archive);

        await trip.ShouldBeEqualAsync();
        await ShouldRefuseKeylessRowsAsync(group);
    }

    [Fact]
    public async Task A_sync_into_a_galera_cluster_reaches_every_server_that_demands_primary_keys_too()
    {
        await using var cluster = await GaleraCluster.StartAsync();
        await using var pair = new SyncPair(await ServerSide.MakeAsync(ServerKind.MariaDb), new ServerSide(await cluster.First.CreateDatabaseAsync("sync", TestContext.Current.CancellationToken)));
        await pair.Local.ExecuteAsync("CREATE TABLE notes (line VARCHAR(50))", "SET GLOBAL innodb_force_primary_key = ON");

        await WholeStory.LiveAsync(pair, "DO 0", undone: true);

        var name = pair.Local.Target.Database;
        var rows = $"SELECT CONCAT_WS('; ', {Listed($"{name}.users", "id, email, name")}, {Listed($"{name}.orders", "id, user_id, total")}, {Listed($"{name}.notes", "line")}, {Listed($"{name}_ferry_production.map_users", "s1, t1, origin")})";
        var (first, second) = ((await pair.Local.RowsAsync(rows)).Single(), await cluster.SecondAsync(rows));
        first.ShouldContain("di@x.org");
        second.ShouldBe(first);

        static string Listed(string table, string columns) => $"(SELECT GROUP_CONCAT(CONCAT_WS('|', {columns}) ORDER BY {columns}) FROM {table})";
    }

    [Fact]
    public async Task A_sync_into_a_replication_group_works_as_into_one_server()
    {
        await using var group = await ReplicationGroup.StartAsync("--sql-require-primary-key=ON");
        await using var pair = new SyncPair(await ServerSide.MakeAsync(ServerKind.MySql), new ServerSide(await group.CreateDatabaseAsync("sync", TestContext.Current.CancellationToken)));

        await WholeStory.LiveAsync(pair, "CREATE TABLE notes (id BIGINT AUTO_INCREMENT PRIMARY KEY, line VARCHAR(50))", undone: false);
        await ShouldNameKeylessTablesAsync(pair);
    }

    private static async Task ShouldNameKeylessTablesAsync(SyncPair pair)
    {
        string[] others = ["SET SESSION sql_require_primary_key = OFF; CREATE TABLE others (n INT NOT NULL UNIQUE)"]; // As good as a primary key, to a group.
        await pair.BothAsync(others);
        await pair.Production.ExecuteAsync("CREATE TABLE keyless (n INT UNIQUE)", "INSERT INTO keyless VALUES (1)", "INSERT INTO others VALUES (1)");
        await pair.Local.ExecuteAsync("SET SESSION sql_require_primary_key = OFF; CREATE TABLE keyless (n INT UNIQUE)");

        var plan = await pair.PlanAsync();
        plan.Databases.Single().Findings.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            finding => finding.Code.ShouldBe("mysql.group-refuses"), finding => finding.Message.ShouldContain("those of keyless cannot come"), finding => finding.Remedy.ShouldNotBeNull().ShouldContain("primary key"));
        (await Should.ThrowAsync<FerryException>(() => pair.ApplyAsync(plan))).Kind.ShouldBe(FailureKind.Refused);
        (await pair.Local.RowsAsync("SELECT COUNT(*) FROM keyless")).ShouldBe(["0"]);

        await pair.Local.ExecuteAsync("ALTER TABLE keyless ADD id BIGINT AUTO_INCREMENT PRIMARY KEY");
        plan = await pair.PlanAsync();
        plan.Databases.Single().Findings.ShouldBeEmpty();
        await pair.ApplyAsync(plan);
        (await pair.Local.RowsAsync("SELECT n FROM keyless UNION ALL SELECT n FROM others")).ShouldBe(["1", "1"]);
    }

    private static async Task ShouldRefuseKeylessRowsAsync(PrivateServer group)
    {
        var token = TestContext.Current.CancellationToken;
        await using var trip = await RoundTrip.BetweenAsync(
            await TestServer.MySql.CreateDatabaseAsync("src", token), await group.CreateDatabaseAsync("dst", token), "CREATE TABLE keyless (v INT)", "INSERT INTO keyless VALUES (1)");
        var backup = await trip.BackupAsync();

        (await trip.PlanAsync(backup.Archive)).Findings.ShouldContain(finding => finding.Code == "mysql.group-refuses");
        (await Should.ThrowAsync<FerryException>(() => trip.RestoreAsync(backup.Archive))).Message.ShouldContain("keyless");

        Convert.ToInt32(await trip.RestoredAsync("SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE()")).ShouldBe(0);
    }
}
