using Ferry.EndToEnd.Tests.Fidelity;
using Ferry.Environments;
using Ferry.MySql;
using Ferry.Sqlite;
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
