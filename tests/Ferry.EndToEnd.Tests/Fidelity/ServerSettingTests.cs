using Ferry.TestServers;

namespace Ferry.EndToEnd.Tests.Fidelity;

/// <summary>On servers whose global settings change what SQL means. <see cref="ServerText"/> pins its own session.</summary>
public sealed class ServerSettingTests(OddServers servers) : IClassFixture<OddServers>
{
    [Theory, OnEachServer]
    public Task Zero_dates_pass_through_a_server_that_forbids_them(ServerKind kind) => SurvivesAsync(
        kind,
        "CREATE TABLE t (id INT PRIMARY KEY, d DATE NOT NULL DEFAULT '0000-00-00', dt DATETIME, j JSON)",
        "INSERT INTO t VALUES (1, '0000-00-00', '0000-00-00 00:00:00', NULL), (2, '2024-00-00', '2024-02-31 01:02:03', '{}')");

    [Theory, OnEachServer]
    public Task Backslashes_and_quotes_pass_through_a_server_without_escapes(ServerKind kind) => SurvivesAsync(
        kind,
        @"CREATE TABLE `a""b` (`c""d` VARCHAR(20) PRIMARY KEY DEFAULT 'x\\y', e ENUM('\\','a''b','""'), c CHAR(5)) COMMENT='\\n'",
        @"INSERT INTO `a""b` VALUES ('\\N', '\\', 'a'), ('\\', '""', ''), ('a\nb\tc', NULL, 'b  ')",
        @"CREATE VIEW v AS SELECT '\\' AS `x""y`, `c""d` FROM `a""b`");

    [Theory, OnEachServer]
    public Task Code_of_another_sql_mode_passes_through(ServerKind kind) => SurvivesAsync(
        kind,
        "CREATE TABLE t (id INT PRIMARY KEY)",
        @"CREATE FUNCTION f() RETURNS INT DETERMINISTIC RETURN 1 || ""\\""",
        "CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW SET NEW.id = NEW.id + (NOT 1 BETWEEN -5 AND 5)",
        "SET SESSION sql_mode = 'ANSI_QUOTES,PIPES_AS_CONCAT'",
        "CREATE PROCEDURE p() SELECT 'a' || \"b\" FROM (SELECT 1 AS \"b\") AS x");

    [Theory, OnEachServer]
    public Task Timestamps_do_not_gain_clauses_where_defaults_are_implicit(ServerKind kind) => SurvivesAsync(
        kind,
        "SET SESSION explicit_defaults_for_timestamp = 1",
        "CREATE TABLE t (id INT PRIMARY KEY, a TIMESTAMP NULL, b TIMESTAMP NOT NULL DEFAULT '2024-03-10 02:30:00', c TIMESTAMP NULL DEFAULT NULL, d TIMESTAMP NOT NULL)",
        "INSERT INTO t VALUES (1, NULL, '2024-03-31 02:30:00', NULL, '2024-10-27 00:30:00')");

    [Theory, OnEachServer]
    public Task Rows_of_many_packets_pass_a_server_with_small_packets_in_bounded_statements(ServerKind kind) => SurvivesAsync(
        kind,
        "CREATE TABLE t (id INT PRIMARY KEY, l LONGBLOB, m LONGTEXT) DEFAULT CHARSET=utf8mb4",
        "INSERT INTO t VALUES (1, REPEAT(0x005C0A09, 800000), NULL), (2, REPEAT(0x5C, 3200000), ''), (3, NULL, REPEAT('é\\n', 1000000))",
        "INSERT INTO t VALUES (4, REPEAT(0x00, 3500000), REPEAT('\\\\', 500000))");

    [Theory, OnEachServer]
    public Task A_latin1_server_changes_no_characters(ServerKind kind) => SurvivesAsync(
        kind,
        "CREATE TABLE `таблица` (id INT PRIMARY KEY) COMMENT='🎬' DEFAULT CHARSET=utf8mb4",
        $"ALTER TABLE `таблица` ADD `имя` VARCHAR(20) CHARACTER SET utf8mb4 DEFAULT '{(kind == ServerKind.MySql ? "🎬" : "é")}'", "INSERT INTO `таблица` (id) VALUES (1)",
        "CREATE FUNCTION f() RETURNS TEXT CHARSET utf8mb4 NO SQL DETERMINISTIC RETURN 'é🎬'");

    [Fact]
    public async Task Keyless_tables_restore_into_a_server_that_demands_primary_keys()
    {
        var odd = await servers.OfAsync(ServerKind.MySql);
        var token = TestContext.Current.CancellationToken;
        await using var trip = await RoundTrip.BetweenAsync(
            await TestServer.MySql.CreateDatabaseAsync("src", token), await odd.CreateDatabaseAsync("dst", token),
            "ALTER DATABASE DEFAULT CHARACTER SET latin1", "CREATE TABLE keyless (v INT)", "INSERT INTO keyless VALUES (1), (1)");

        await trip.RunAsync();

        await trip.ShouldBeEqualAsync();
        Convert.ToInt64(await trip.RestoredAsync("SELECT COUNT(*) FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE()")).ShouldBe(1);
    }

    [Fact]
    public async Task A_server_that_demands_primary_keys_of_an_account_without_rights_is_found_out_beforehand()
    {
        var odd = await servers.OfAsync(ServerKind.MySql);
        await using var trip = await RoundTrip.MakeAsync(
            odd, "SET SESSION sql_require_primary_key = OFF, sql_generate_invisible_primary_key = OFF", "CREATE TABLE keyless (v INT)");
        var backup = await trip.BackupAsync();
        await ServerText.ExecuteAsync(
            odd.ConnectionString, ["CREATE USER plain@'%'", "GRANT ALL ON `ferry%`.* TO plain@'%'"], TestContext.Current.CancellationToken);

        var plan = await trip.PlanAsync(backup.Archive, request => request with
        {
            Targets = new Dictionary<string, Databases.DatabaseTarget> { ["main"] = trip.RestoredTarget with { Username = "plain" } },
        });

        plan.Blocked.ShouldBeTrue();
        plan.Findings.ShouldContain(finding => finding.Code == "mysql.primary-key-required" && finding.Message.Contains("keyless") && finding.Remedy != null);
    }

    [Fact]
    public async Task A_mariadb_that_demands_primary_keys_is_found_out_beforehand_and_stays_as_it_was()
    {
        var token = TestContext.Current.CancellationToken;
        await using var server = await PrivateServer.StartAsync(ServerKind.MariaDb, cancellationToken: token);
        await using var trip = await RoundTrip.MakeAsync(server, "CREATE TABLE keyless (v INT)", "CREATE TABLE keyed (id INT PRIMARY KEY)");
        var backup = await trip.BackupAsync();
        await ServerText.ExecuteAsync(trip.RestoredConnection, ["CREATE TABLE mine (id INT PRIMARY KEY)", "INSERT INTO mine VALUES (1)", "SET GLOBAL innodb_force_primary_key = ON"], token);

        var plan = await trip.PlanAsync(backup.Archive);
        await Should.ThrowAsync<FerryException>(() => trip.RestoreAsync(backup.Archive));

        plan.Findings.ShouldContain(finding => finding.Code == "mysql.primary-key-required" && finding.Message.Contains("keyless") && finding.Remedy!.Contains("innodb_force_primary_key = OFF"));
        Convert.ToInt64(await trip.RestoredAsync("SELECT COUNT(*) FROM mine")).ShouldBe(1);
        Convert.ToInt64(await trip.RestoredAsync("SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE()")).ShouldBe(1);
    }

    [Fact]
    public async Task A_mariadb_without_innodb_is_backed_up()
    {
        var token = TestContext.Current.CancellationToken;
        await using var server = await PrivateServer.StartAsync(ServerKind.MariaDb, ["--skip-innodb", "--default-storage-engine=Aria"], token);
        await using var trip = await RoundTrip.BetweenAsync(
            await server.CreateDatabaseAsync("src", token), await TestServer.MariaDb.RequireAvailable().CreateDatabaseAsync("dst", token), "CREATE TABLE t (id INT PRIMARY KEY)", "INSERT INTO t VALUES (1), (2)");

        await trip.RunAsync();

        Convert.ToInt64(await trip.RestoredAsync("SELECT SUM(id) FROM t")).ShouldBe(3);
    }

    private async Task SurvivesAsync(ServerKind kind, params IEnumerable<string> statements)
    {
        await using var trip = await RoundTrip.MakeAsync(await servers.OfAsync(kind), statements);
        await trip.RunAsync();
        await trip.ShouldBeEqualAsync();
    }

    // Set without a look at the server's keyring, it would stop every CREATE TABLE there.
    [Fact]
    public async Task The_plan_says_where_new_tables_will_not_be_encrypted_any_more_on_mysql()
    {
        string[] encrypt = ["ALTER DATABASE DEFAULT ENCRYPTION = 'Y'"];
        await using var trip = await RoundTrip.MakeAsync(ServerKind.MySql, ["CREATE TABLE t (id INT PRIMARY KEY)", .. encrypt]);
        var backup = await trip.BackupAsync();

        var before = await trip.PlanAsync(backup.Archive);
        await ServerText.ExecuteAsync(trip.RestoredConnection, encrypt, TestContext.Current.CancellationToken);
        var after = await trip.PlanAsync(backup.Archive);
        await trip.RestoreAsync(backup.Archive);

        before.Findings.ShouldContain(finding => finding.Code == "mysql.database-encryption" && finding.Severity == FindingSeverity.Warning);
        after.Findings.ShouldNotContain(finding => finding.Code == "mysql.database-encryption");
        (await trip.RestoredAsync("SELECT DEFAULT_ENCRYPTION FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = DATABASE()")).ShouldBe("YES");
    }
}
