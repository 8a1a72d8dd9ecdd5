using Ferry.Restore;
using Ferry.TestServers;

namespace Ferry.EndToEnd.Tests.Fidelity;

/// <summary>What a restore under another name, into another place or at another time must not change.</summary>
public sealed class PlacementTests
{
    [Theory, OnEachServer]
    public async Task Code_that_names_its_own_database_reads_the_restored_one(ServerKind kind)
    {
        await using var trip = await RoundTrip.MakeAsync(kind, "CREATE TABLE t (id INT PRIMARY KEY)", "INSERT INTO t VALUES (1)");
        var name = trip.Source;
        await ServerText.ExecuteAsync(
            trip.SourceConnection,
            [
                $"CREATE VIEW v AS SELECT `{name}`.t.id, '{name}.t' AS words FROM `{name}`.t",
                $"CREATE FUNCTION f() RETURNS INT READS SQL DATA RETURN (SELECT MAX(id) FROM {name}.t)",
                $"CREATE TRIGGER tr BEFORE DELETE ON t FOR EACH ROW INSERT INTO `{name}` . `t` VALUES (99)",
            ],
            TestContext.Current.CancellationToken);
        await trip.RunAsync();

        await ServerText.ExecuteAsync(trip.SourceConnection, ["DROP TRIGGER tr", "DELETE FROM t", "INSERT INTO t VALUES (5)"], TestContext.Current.CancellationToken);

        Convert.ToInt64(await trip.RestoredAsync("SELECT id FROM v")).ShouldBe(1);
        Convert.ToInt64(await trip.RestoredAsync("SELECT f()")).ShouldBe(1);
        (await trip.RestoredAsync("SELECT words FROM v")).ShouldBe($"{name}.t");
    }

    [Theory, OnEachServer]
    public async Task A_restore_on_the_same_server_never_touches_the_source(ServerKind kind)
    {
        await using var trip = await RoundTrip.MakeAsync(
            kind,
            "CREATE TABLE t (id INT PRIMARY KEY)", "INSERT INTO t VALUES (1)", "CREATE VIEW v AS SELECT id FROM t",
            "CREATE PROCEDURE p() INSERT INTO t VALUES (7)", "CREATE EVENT e ON SCHEDULE EVERY 1 DAY STARTS '2037-01-01 00:00:00' DO CALL p()");
        var backup = await trip.BackupAsync();
        await ServerText.ExecuteAsync(trip.SourceConnection, ["INSERT INTO t VALUES (2)", "CREATE TABLE later (id INT)"], TestContext.Current.CancellationToken);
        var before = await trip.DescribeSourceAsync();

        await trip.RestoreAsync(backup.Archive);

        (await trip.DescribeSourceAsync()).ShouldBe(before);
        Convert.ToInt64(await trip.RestoredAsync("SELECT COUNT(*) FROM t")).ShouldBe(1);
    }

    [Theory]
    [InlineData(ServerKind.MariaDb, "mysql"), InlineData(ServerKind.MySql, "mysql")]
    [InlineData(ServerKind.MariaDb, "information_schema"), InlineData(ServerKind.MySql, "performance_schema"), InlineData(ServerKind.MySql, "sys")]
    public async Task The_servers_own_databases_are_never_a_target(ServerKind kind, string database)
    {
        await using var trip = await RoundTrip.MakeAsync(kind, "CREATE TABLE ferry_never (id INT PRIMARY KEY)");
        var backup = await trip.BackupAsync();

        RestoreRequest Into(RestoreRequest request) => request with
        {
            Targets = new Dictionary<string, Databases.DatabaseTarget> { ["main"] = trip.RestoredTarget with { Database = database } },
        };

        var plan = await trip.PlanAsync(backup.Archive, Into);
        plan.Findings.ShouldContain(finding => finding.Code == "mysql.system-database" && finding.Severity == FindingSeverity.Failure);
        var failure = await Should.ThrowAsync<FerryException>(() => trip.RestoreAsync(backup.Archive, Into));

        failure.Kind.ShouldBe(FailureKind.Refused);
        var tables = await trip.RestoredAsync(
            $"SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA = '{database}' AND TABLE_NAME = 'ferry_never'");
        Convert.ToInt64(tables).ShouldBe(0);
    }

    [Theory, OnEachServer]
    public async Task Events_whose_time_has_passed_come_back_and_do_not_run(ServerKind kind)
    {
        await using var trip = await RoundTrip.MakeAsync(
            kind,
            "CREATE TABLE t (id INT)", "SET SESSION time_zone = '+03:00', timestamp = 1600000000",
            "CREATE EVENT past ON SCHEDULE AT '2020-10-01 12:00:00' ON COMPLETION PRESERVE DISABLE DO INSERT INTO t VALUES (1)",
            "CREATE EVENT ended ON SCHEDULE EVERY 1 HOUR STARTS '2020-10-01 12:00:00' ENDS '2020-10-02 12:00:00' ON COMPLETION PRESERVE DISABLE DO INSERT INTO t VALUES (2)");

        await trip.RunAsync();

        await trip.ShouldBeEqualAsync();
        Convert.ToInt64(await trip.RestoredAsync("SELECT COUNT(*) FROM t")).ShouldBe(0);
    }

    [Theory, OnEachServer]
    public Task Code_keeps_the_database_collation_that_it_was_written_under(ServerKind kind) => RoundTrip.SurvivesAsync(
        kind,
        "ALTER DATABASE CHARACTER SET latin1 COLLATE latin1_german2_ci",
        "CREATE FUNCTION old_one(x VARCHAR(10)) RETURNS VARCHAR(10) DETERMINISTIC RETURN CONCAT(x, 'a')",
        "CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(5))",
        "CREATE TRIGGER old_trigger BEFORE INSERT ON t FOR EACH ROW SET NEW.v = 'b'",
        "CREATE EVENT old_event ON SCHEDULE EVERY 1 DAY STARTS '2037-01-01 00:00:00' DO SELECT 1",
        "ALTER DATABASE CHARACTER SET utf8mb4 COLLATE utf8mb4_bin",
        "CREATE FUNCTION new_one(x VARCHAR(10)) RETURNS VARCHAR(10) DETERMINISTIC RETURN CONCAT(x, 'a')");

    [Theory, OnEachServer]
    public Task Views_keep_the_character_set_and_collation_of_their_session(ServerKind kind) => RoundTrip.SurvivesAsync(
        kind,
        "CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(5))",
        "SET character_set_client = latin1, collation_connection = latin1_german2_ci",
        "CREATE VIEW v AS SELECT id, 'abc' AS w, _utf8mb4 'film' AS film FROM t",
        "SET character_set_client = utf8mb4, collation_connection = utf8mb4_bin");

    [Theory, OnEachServer]
    public Task Introducers_in_defaults_and_generated_columns_stay(ServerKind kind) => RoundTrip.SurvivesAsync(
        kind,
        "CREATE TABLE t (id INT PRIMARY KEY, a VARCHAR(10) CHARACTER SET latin1 DEFAULT _latin1 0xE9, b VARBINARY(10) DEFAULT _binary 'x', "
            + "g VARCHAR(20) CHARACTER SET utf8mb4 GENERATED ALWAYS AS (CONCAT(_utf8mb4 'é', id)) STORED, d VARCHAR(20) DEFAULT (CONCAT(_utf8mb4 'ü', 'x')))",
        "INSERT INTO t (id) VALUES (1), (2)");

    [Theory, OnEachServer]
    public Task Defaults_and_generated_columns_that_refer_to_columns_come_back(ServerKind kind) => RoundTrip.SurvivesAsync(
        kind,
        "CREATE TABLE t (id INT PRIMARY KEY, a INT, b INT DEFAULT (a * 2), g INT GENERATED ALWAYS AS (a + id) VIRTUAL, h INT GENERATED ALWAYS AS (g * 2) STORED, KEY (g))",
        "INSERT INTO t (id, a) VALUES (1, 5), (2, NULL)", "INSERT INTO t (id, a, b) VALUES (3, 1, 100)");

    [Theory, OnEachServer]
    public Task Subpartitions_and_quoted_partition_names_come_back(ServerKind kind) => RoundTrip.SurvivesAsync(
        kind,
        "CREATE TABLE t (id INT, d DATE NOT NULL, PRIMARY KEY (id, d)) PARTITION BY RANGE (YEAR(d)) SUBPARTITION BY HASH (id) SUBPARTITIONS 2 "
            + "(PARTITION `p '\"x` VALUES LESS THAN (2000) COMMENT = 'it''s', PARTITION `select` VALUES LESS THAN MAXVALUE)",
        "INSERT INTO t VALUES (1, '1999-01-01'), (2, '2020-01-01')");
}
