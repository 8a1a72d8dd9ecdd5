using Ferry.EndToEnd.Tests.Fidelity;
using Ferry.Environments;
using Ferry.MySql;
using Ferry.Restore;
using Ferry.Sqlite;
using Ferry.Storage;
using Ferry.Sync;
using Ferry.TestServers;

namespace Ferry.EndToEnd.Tests.Sync;

/// <summary>A restore brought rows of another environment here, ids included.</summary>
public sealed class RestoredOriginTests
{
    [Theory]
    [InlineData(ServerKind.MariaDb)]
    [InlineData(ServerKind.MySql)]
    public async Task Case_22_Ids_up_to_the_highest_restored_one_mean_the_same_row_and_others_do_not(ServerKind kind)
    {
        await using var trip = await RoundTrip.MakeAsync(
            kind,
            "CREATE TABLE orders (id BIGINT AUTO_INCREMENT PRIMARY KEY, note VARCHAR(100))",
            "INSERT INTO orders VALUES (1, 'one'), (2, 'two'), (4, 'four')");
        (await trip.RunAsync()).Warnings.ShouldBeEmpty();
        await ServerText.ExecuteAsync(trip.SourceConnection, ["UPDATE orders SET note = 'two, edited' WHERE id = 2", "INSERT INTO orders VALUES (5, 'five there')"], TestContext.Current.CancellationToken);
        await ServerText.ExecuteAsync(trip.RestoredTarget is { } target ? trip.SourceConnection.Replace(trip.Source, target.Database, StringComparison.Ordinal) : "", ["INSERT INTO orders VALUES (5, 'five here')"], TestContext.Current.CancellationToken);

        await SyncAsync(trip);

        (await trip.RestoredAsync("SELECT GROUP_CONCAT(CONCAT(id, ' ', note) ORDER BY id SEPARATOR '; ') FROM orders"))
            .ShouldBe("1 one; 2 two, edited; 4 four; 5 five here; 6 five there");
    }

    [Theory]
    [InlineData(ServerKind.MariaDb)]
    [InlineData(ServerKind.MySql)]
    public async Task Case_54_Copies_that_a_restore_has_taken_away_come_again(ServerKind kind)
    {
        await using var trip = await RoundTrip.MakeAsync(kind, "CREATE TABLE log (line VARCHAR(50))", "INSERT INTO log VALUES ('old')");
        var backup = await trip.BackupAsync();
        await trip.RestoreAsync(backup.Archive);
        await ServerText.ExecuteAsync(trip.SourceConnection, ["INSERT INTO log VALUES ('new')"], TestContext.Current.CancellationToken);
        await SyncAsync(trip);
        await trip.RestoreAsync(backup.Archive);

        await SyncAsync(trip);

        (await trip.RestoredAsync("SELECT GROUP_CONCAT(line ORDER BY line) FROM log")).ShouldBe("new,old");
    }

    [Theory]
    [InlineData(ServerKind.MariaDb, false)]
    [InlineData(ServerKind.MySql, false)]
    [InlineData(ServerKind.MariaDb, true)]
    public async Task Rows_that_a_restore_of_an_earlier_state_has_taken_away_come_again(ServerKind kind, bool picked)
    {
        await using var trip = await RoundTrip.MakeAsync(
            kind, "CREATE TABLE users (id BIGINT AUTO_INCREMENT PRIMARY KEY, email VARCHAR(50) NOT NULL UNIQUE, name VARCHAR(50))", "CREATE TABLE log (line VARCHAR(50))",
            "INSERT INTO users VALUES (1, 'ana@x.org', 'Ana')", "INSERT INTO log VALUES ('old')");
        await trip.RunAsync();
        await SyncAsync(trip);
        var earlier = await trip.BackupAsync(request => request with { Environment = "restored", Databases = new Dictionary<string, Databases.DatabaseTarget> { ["main"] = trip.RestoredTarget } });
        await ServerText.ExecuteAsync(
            trip.SourceConnection,
            ["UPDATE users SET name = 'Ana there' WHERE id = 1", "INSERT INTO users VALUES (2, 'bo@x.org', 'Bo')", "INSERT INTO log VALUES ('new')"], TestContext.Current.CancellationToken);
        await SyncAsync(trip);
        await trip.RestoreAsync(earlier.Archive, request => picked ? request with { Tables = ["users"] } : request);
        (await trip.RestoredAsync("SELECT GROUP_CONCAT(name) FROM users")).ShouldBe("Ana");

        await SyncAsync(trip);

        (await trip.RestoredAsync("SELECT GROUP_CONCAT(CONCAT(id, ' ', name) ORDER BY id) FROM users")).ShouldBe("1 Ana there,2 Bo");
        (await trip.RestoredAsync("SELECT GROUP_CONCAT(line ORDER BY line) FROM log")).ShouldBe("new,old");
    }

    [Theory]
    [InlineData(ServerKind.MariaDb, false)]
    [InlineData(ServerKind.MySql, false)]
    [InlineData(ServerKind.MySql, true)]
    public async Task After_a_restore_from_elsewhere_rows_are_not_taken_for_those_that_a_third_environment_knew(ServerKind kind, bool picked)
    {
        await using var trip = await RoundTrip.MakeAsync(
            kind, "CREATE TABLE orders (id BIGINT AUTO_INCREMENT PRIMARY KEY, note VARCHAR(100), code VARCHAR(20) UNIQUE)", "CREATE TABLE tags (id BIGINT AUTO_INCREMENT PRIMARY KEY, name VARCHAR(50) UNIQUE, n INT)",
            "INSERT INTO orders VALUES (1, 'theirs', 'x')", "INSERT INTO tags VALUES (1, 'a', 1)");
        await trip.RunAsync(); // The tables are there, and what is known of the source is its own affair.
        await ServerText.ExecuteAsync(trip.SourceConnection, ["UPDATE orders SET code = 'of third'", "INSERT INTO orders VALUES (2, 'theirs, too', 'of third 2')"], TestContext.Current.CancellationToken);
        await SyncAsync(trip, "third");
        await ServerText.ExecuteAsync(trip.SourceConnection, ["DELETE FROM orders", "INSERT INTO orders VALUES (1, 'a stranger', 'y'), (2, 'another', 'z')"], TestContext.Current.CancellationToken);
        var elsewhere = await trip.BackupAsync(request => request with { Environment = "elsewhere" });

        var restored = await trip.RestoreAsync(elsewhere.Archive, request => picked ? request with { Tables = ["orders"] } : request);

        restored.Warnings.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            said => said.Code.ShouldBe("restore.syncs-forgotten"), said => said.Message.ShouldStartWith($"What the syncs noted in {trip.Restored}_ferry_third knew of {(picked ? "1 table" : "2 tables")} is forgotten"));
        await ServerText.ExecuteAsync(trip.SourceConnection, ["DELETE FROM orders", "INSERT INTO orders VALUES (1, 'theirs, edited', 'of third'), (2, 'theirs, too', 'of third 2')", "UPDATE tags SET n = 2"], TestContext.Current.CancellationToken);
        await SyncAsync(trip, "third");
        (await trip.RestoredAsync("SELECT GROUP_CONCAT(CONCAT(id, ' ', note) ORDER BY id SEPARATOR '; ') FROM orders")).ShouldBe("1 a stranger; 2 another; 3 theirs, edited; 4 theirs, too");
        (await trip.RestoredAsync("SELECT GROUP_CONCAT(CONCAT(id, ' ', name, n)) FROM tags")).ShouldBe("1 a2");
    }

    [Theory]
    [InlineData(ServerKind.MariaDb, "alpha")]
    [InlineData(ServerKind.MariaDb, "elsewhere")]
    [InlineData(ServerKind.MySql, "alpha")]
    [InlineData(ServerKind.MySql, "elsewhere")]
    public async Task What_one_environment_keeps_after_a_restore_from_elsewhere_is_named_and_the_others_forget_all_the_same(ServerKind kind, string locked)
    {
        await using var trip = await RoundTrip.MakeAsync(
            kind, "CREATE TABLE orders (id BIGINT AUTO_INCREMENT PRIMARY KEY, note VARCHAR(100), code VARCHAR(20) UNIQUE)", "INSERT INTO orders VALUES (1, 'theirs', 'x'), (2, 'theirs, too', 'y')");
        await trip.RunAsync();
        await SyncAsync(trip, "alpha");
        await SyncAsync(trip, "third");
        await ServerText.ExecuteAsync(trip.SourceConnection, ["UPDATE orders SET note = 'a stranger', code = CONCAT('of ', id)"], TestContext.Current.CancellationToken);
        var elsewhere = await trip.BackupAsync(request => request with { Environment = "elsewhere" });

        IReadOnlyList<Finding> said;
        await using (await LockedAsync(trip, locked))
        {
            said = (await trip.RestoreAsync(elsewhere.Archive)).Warnings;
        }

        var kept = said.Where(finding => finding.Code != "restore.syncs-forgotten").ShouldHaveSingleItem();
        kept.Remedy.ShouldNotBeNull().ShouldContain(locked == "alpha" ? $"drop {trip.Restored}_ferry_alpha" : "Run the restore again");
        kept.Message.ShouldContain(locked == "alpha" ? $"{trip.Restored}_ferry_alpha" : "came from elsewhere");
        said.Count.ShouldBe(locked == "alpha" ? 2 : 3);
        said.ShouldContain(finding => finding.Code == "restore.syncs-forgotten" && finding.Message.Contains($"{trip.Restored}_ferry_third"));
        await ServerText.ExecuteAsync(trip.SourceConnection, ["UPDATE orders SET note = 'theirs, edited', code = CHAR(119 + id)"], TestContext.Current.CancellationToken);
        await SyncAsync(trip, "third");
        const string rows = "SELECT GROUP_CONCAT(CONCAT(id, ' ', note, ' ', code) ORDER BY id SEPARATOR '; ') FROM orders";
        (await trip.RestoredAsync(rows)).ShouldBe("1 a stranger of 1; 2 a stranger of 2; 3 theirs, edited x; 4 theirs, edited y");
        await ServerText.ExecuteAsync(trip.SourceConnection, locked == "alpha" ? [$"DROP DATABASE `{trip.Restored}_ferry_alpha`"] : [], TestContext.Current.CancellationToken);
        await SyncAsync(trip, "alpha");
        (await trip.RestoredAsync(rows)).ShouldBe("1 a stranger of 1; 2 a stranger of 2; 3 theirs, edited x; 4 theirs, edited y");
    }

    [Theory]
    [InlineData(ServerKind.MariaDb)]
    [InlineData(ServerKind.MySql)]
    public async Task What_one_environment_keeps_after_a_restore_of_an_earlier_state_is_named_and_the_others_go_back_all_the_same(ServerKind kind)
    {
        await using var trip = await RoundTrip.MakeAsync(kind, "CREATE TABLE users (id BIGINT AUTO_INCREMENT PRIMARY KEY, email VARCHAR(50) NOT NULL UNIQUE)", "INSERT INTO users VALUES (1, 'ana@x.org')");
        await trip.RunAsync();
        await SyncAsync(trip, "alpha");
        await SyncAsync(trip, "third");
        var earlier = await trip.BackupAsync(request => request with { Environment = "restored", Databases = new Dictionary<string, Databases.DatabaseTarget> { ["main"] = trip.RestoredTarget } });
        await ServerText.ExecuteAsync(trip.SourceConnection, ["INSERT INTO users VALUES (2, 'bo@x.org')"], TestContext.Current.CancellationToken);
        await SyncAsync(trip, "third");
        await SyncAsync(trip, "alpha");

        IReadOnlyList<Finding> said;
        await using (await LockedAsync(trip, "alpha"))
        {
            said = (await trip.RestoreAsync(earlier.Archive)).Warnings;
        }

        said.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            finding => finding.Code.ShouldBe("restore.syncs-not-forgotten"), finding => finding.Message.ShouldContain($"{trip.Restored}_ferry_alpha is of a later moment"),
            finding => finding.Remedy.ShouldNotBeNull().ShouldContain($"drop {trip.Restored}_ferry_alpha"));
        (await trip.RestoredAsync("SELECT GROUP_CONCAT(email) FROM users")).ShouldBe("ana@x.org");
        await SyncAsync(trip, "third");
        (await trip.RestoredAsync("SELECT GROUP_CONCAT(email ORDER BY id) FROM users")).ShouldBe("ana@x.org,bo@x.org");
    }

    [Fact]
    public async Task What_syncs_knew_goes_with_a_sqlite_file_that_a_restore_replaces()
    {
        await using var pair = new SyncPair(new SqliteSide(), new SqliteSide());
        await pair.BothAsync("CREATE TABLE orders (id {id}, note VARCHAR(100), code VARCHAR(20) UNIQUE)");
        await pair.Production.ExecuteAsync("INSERT INTO orders VALUES (1, 'a stranger', 'of 1')");
        var folder = Directory.CreateTempSubdirectory("ferry-restored-");
        try
        {
            var elsewhere = await new Ferry.Backup.BackupEngine(RoundTrip.Providers, TimeProvider.System).RunAsync(
                new() { Application = "movies", Environment = "elsewhere", Databases = new Dictionary<string, Databases.DatabaseTarget> { ["main"] = pair.Production.Target }, Destination = new FileStorage(folder.FullName) },
                null, TestContext.Current.CancellationToken);
            await pair.Production.ExecuteAsync("UPDATE orders SET note = 'theirs', code = 'x'");
            await pair.SyncAsync();
            var restore = new RestoreEngine(RoundTrip.Providers, TimeProvider.System);
            var plan = await restore.PlanAsync(
                new() { Archive = elsewhere.Archive, Environment = "local", Targets = new Dictionary<string, Databases.DatabaseTarget> { ["main"] = pair.Local.Target }, SafetyDestination = new FileStorage(folder.FullName) },
                TestContext.Current.CancellationToken);

            (await restore.ApplyAsync(plan, null, TestContext.Current.CancellationToken)).Warnings.ShouldBeEmpty();

            (await pair.Local.RowsAsync("SELECT name FROM sqlite_schema WHERE name LIKE 'ferry%'")).ShouldBeEmpty();
            await pair.SyncAsync();
            (await pair.Local.RowsAsync("SELECT id, note FROM orders ORDER BY id")).ShouldBe(["1|a stranger", "2|theirs"]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData(ServerKind.MariaDb)]
    [InlineData(ServerKind.MySql)]
    public async Task A_database_of_somebody_elses_that_is_called_like_a_staging_area_is_left_alone(ServerKind kind)
    {
        await using var trip = await RoundTrip.MakeAsync(kind, "CREATE TABLE log (line VARCHAR(50))");
        var other = $"{trip.Restored}_ferry_mine";
        await ServerText.ExecuteAsync(trip.SourceConnection, [$"CREATE DATABASE `{other}`", $"CREATE TABLE `{other}`.runs (x INT)"], TestContext.Current.CancellationToken);
        try
        {
            var earlier = await trip.BackupAsync(request => request with { Environment = "restored" });
            (await trip.RestoreAsync(earlier.Archive)).Warnings.ShouldBeEmpty();

            (await trip.RestoredAsync($"SELECT GROUP_CONCAT(TABLE_NAME) FROM information_schema.TABLES WHERE TABLE_SCHEMA = '{other}'")).ShouldBe("runs");
        }
        finally
        {
            await ServerText.ExecuteAsync(trip.SourceConnection, [$"DROP DATABASE `{other}`"], CancellationToken.None);
        }
    }

    // As a session that has not noticed yet that its run was ended.
    private static async Task<MySqlConnector.MySqlConnection> LockedAsync(RoundTrip trip, string environment)
    {
        var connection = new MySqlConnector.MySqlConnection($"{trip.SourceConnection};Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new MySqlConnector.MySqlCommand($"SELECT GET_LOCK('{trip.Restored}_ferry_{environment}', 0)", connection);
        Convert.ToInt32(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken)).ShouldBe(1);
        return connection;
    }

    private static async Task SyncAsync(RoundTrip trip, string source = "source")
    {
        var engine = new SyncEngine(new ProviderRegistry(new MySqlProvider(), new SqliteProvider()), TimeProvider.System);
        var request = new SyncRequest
        {
            Source = new SyncSource { Environment = source, Databases = new Dictionary<string, Databases.DatabaseTarget> { ["main"] = trip.SourceTarget } },
            Targets = new Dictionary<string, Databases.DatabaseTarget> { ["main"] = trip.RestoredTarget },
            Environment = "restored",
            Options = new SyncOptions(),
            LockTimeout = TimeSpan.FromMinutes(1), // Other tests work on the same server.
        };
        await engine.ApplyAsync(await engine.PlanAsync(request, null, TestContext.Current.CancellationToken), request, null, TestContext.Current.CancellationToken);
    }
}
