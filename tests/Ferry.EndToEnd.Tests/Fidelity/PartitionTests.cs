using Ferry.TestServers;

namespace Ferry.EndToEnd.Tests.Fidelity;

/// <summary>Partitions that hold what they should not, and partitions by time.</summary>
public sealed class PartitionTests
{
    private static readonly string[] _misplaced =
    [
        "CREATE TABLE p (y INT, id INT, v VARCHAR(300), PRIMARY KEY (y, id)) PARTITION BY RANGE (y) (PARTITION p0 VALUES LESS THAN (1000), PARTITION p1 VALUES LESS THAN (100000))",
        "CREATE TABLE x (y INT, id INT, v VARCHAR(300), PRIMARY KEY (y, id))",
        "SET SESSION cte_max_recursion_depth = 100000",
        "INSERT INTO p WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 12000) SELECT i, i, REPEAT('x', 250) FROM n",
        "INSERT INTO x VALUES (500, 500, 'right'), (9000, 1, 'wrong'), (11000, 2, 'wrong')",
        "ALTER TABLE p EXCHANGE PARTITION p0 WITH TABLE x WITHOUT VALIDATION",
        "DROP TABLE x",
        "ANALYZE TABLE p",
    ];

    [Fact]
    public async Task Rows_outside_their_partition_come_back_inside_it_on_mysql()
    {
        await using var trip = await RoundTrip.MakeAsync(ServerKind.MySql, _misplaced);

        var backup = await trip.BackupAsync(request => request with { ChunkBytes = 1 << 20 });
        await trip.RestoreAsync(backup.Archive);

        backup.Manifest.Databases[0].Tables[0].Rows.ShouldBe(11_004);
        await trip.ShouldBeEqualAsync();
        Convert.ToInt32(await trip.RestoredAsync("SELECT COUNT(*) FROM p WHERE y = 9000")).ShouldBe(2);
        Convert.ToInt32(await trip.RestoredAsync("SELECT COUNT(*) FROM p PARTITION (p0)")).ShouldBe(1);
    }

    [Fact]
    public async Task A_row_that_no_partition_may_hold_fails_the_restore_and_names_the_table_on_mysql()
    {
        await using var trip = await RoundTrip.MakeAsync(
            ServerKind.MySql,
            "CREATE TABLE p (y INT) PARTITION BY RANGE (y) (PARTITION p0 VALUES LESS THAN (10))", "CREATE TABLE x (y INT)", "INSERT INTO x VALUES (99)",
            "ALTER TABLE p EXCHANGE PARTITION p0 WITH TABLE x WITHOUT VALIDATION");
        await ServerText.ExecuteAsync(trip.SourceConnection, ["DROP TABLE x"], TestContext.Current.CancellationToken);
        var backup = await trip.BackupAsync();

        var failure = await Should.ThrowAsync<FerryException>(() => trip.RestoreAsync(backup.Archive));

        failure.Kind.ShouldBe(FailureKind.Destination);
        failure.Message.ShouldContain("p");
        failure.Reason.ShouldNotBeNull().ShouldContain("partition");
        Convert.ToInt32(await trip.RestoredAsync("SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE()")).ShouldBe(0);
    }

    [Fact]
    public Task Partitions_by_system_time_come_back_with_their_history_on_mariadb() => RoundTrip.SurvivesAsync(
        ServerKind.MariaDb,
        "SET timestamp = UNIX_TIMESTAMP('2024-01-01 10:00:00')",
        "CREATE TABLE h (id INT PRIMARY KEY, v INT) WITH SYSTEM VERSIONING PARTITION BY SYSTEM_TIME (PARTITION p0 HISTORY, PARTITION pn CURRENT)",
        "INSERT INTO h VALUES (1, 1), (2, 2)", "SET timestamp = UNIX_TIMESTAMP('2024-01-03 10:00:00')", "UPDATE h SET v = 10 WHERE id = 1", "DELETE FROM h WHERE id = 2",
        "CREATE TABLE i (id INT PRIMARY KEY, v INT) WITH SYSTEM VERSIONING PARTITION BY SYSTEM_TIME INTERVAL 1 DAY STARTS '2024-01-01 00:00:00' (PARTITION p0 HISTORY, PARTITION p1 HISTORY, PARTITION p2 HISTORY, PARTITION pn CURRENT)",
        "SET timestamp = UNIX_TIMESTAMP('2024-01-01 12:00:00')", "INSERT INTO i VALUES (1, 1), (2, 2), (3, 3)",
        "SET timestamp = UNIX_TIMESTAMP('2024-01-01 13:00:00')", "UPDATE i SET v = 20 WHERE id = 2",
        "SET timestamp = UNIX_TIMESTAMP('2024-01-02 13:00:00')", "DELETE FROM i WHERE id = 3",
        "CREATE TABLE l (id INT PRIMARY KEY) WITH SYSTEM VERSIONING PARTITION BY SYSTEM_TIME LIMIT 2 (PARTITION p0 HISTORY, PARTITION p1 HISTORY, PARTITION pn CURRENT)",
        "INSERT INTO l VALUES (1), (2), (3), (4)", "SET timestamp = UNIX_TIMESTAMP('2024-01-04 13:00:00')", "DELETE FROM l WHERE id < 4");
}
