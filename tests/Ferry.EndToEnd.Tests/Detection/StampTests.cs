using Ferry.Sync.Detection;
using Ferry.TestServers;

namespace Ferry.EndToEnd.Tests.Detection;

public sealed class StampTests
{
    // Longer than the margin that a stamp must be older than its snapshot.
    private static readonly TimeSpan _settled = TimeSpan.FromSeconds(12);

    // Few rows: whatever the share of those that changed, no range is read whole.
    private static readonly DetectionOptions _options = new() { Key = "a key"u8.ToArray(), WholeFrom = 2 };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ServerKind.MariaDb)]
    [InlineData(ServerKind.MySql)]
    public async Task A_stamp_hides_no_change_and_spares_tables_that_have_none(ServerKind kind)
    {
        await using var server = await PrivateServer.StartAsync(kind, cancellationToken: Cancellation);
        await using var source = SourceDatabase.On(await server.CreateDatabaseAsync("stamps", Cancellation));
        await using var staging = await Staging.CreateAsync();
        string[] changed = ["updated", "inserted", "deleted", "emptied", "refilled", "child", "rebuilt", "exchanged", "other", "parts", "swapped", "loose"];
        foreach (var table in changed.Where(table => table is not ("child" or "parts" or "loose")).Concat(["quiet", "rolled", "noop", "parent"]))
        {
            await source.ExecuteAsync($"CREATE TABLE {table} (id INT PRIMARY KEY, v INT) ENGINE=InnoDB", $"INSERT INTO {table} VALUES (1, 1), (2, 2)");
        }

        await source.ExecuteAsync(
            "CREATE TABLE child (id INT PRIMARY KEY, p INT, FOREIGN KEY (p) REFERENCES parent (id) ON UPDATE CASCADE) ENGINE=InnoDB", "INSERT INTO child VALUES (1, 1)",
            "CREATE TABLE parts (id INT PRIMARY KEY, v INT) ENGINE=InnoDB PARTITION BY HASH (id) PARTITIONS 2", "INSERT INTO parts VALUES (1, 1), (2, 2)",
            "CREATE TABLE loose (id INT PRIMARY KEY, v INT) ENGINE=MyISAM", "INSERT INTO loose VALUES (1, 1)",
            "CREATE TABLE ranged (id INT PRIMARY KEY, v INT) ENGINE=InnoDB PARTITION BY RANGE (id) (PARTITION p0 VALUES LESS THAN (10))", "INSERT INTO ranged VALUES (5, 5)",
            "UPDATE exchanged SET v = 10", "UPDATE other SET v = 20", "UPDATE swapped SET v = 30");
        await Task.Delay(_settled, Cancellation);
        await DetectionRun.OfAsync(source, staging, _options);

        await source.ExecuteAsync(
            "UPDATE updated SET v = 9 WHERE id = 1", "INSERT INTO inserted VALUES (3, 3)", "DELETE FROM deleted WHERE id = 1", "TRUNCATE emptied",
            "TRUNCATE refilled", "INSERT INTO refilled VALUES (1, 5), (2, 2)", "UPDATE parent SET id = 5 WHERE id = 1", "ALTER TABLE rebuilt ADD COLUMN w INT DEFAULT 3, ALGORITHM=COPY",
            "RENAME TABLE exchanged TO x, other TO exchanged, x TO other", "UPDATE parts SET v = 9 WHERE id = 1",
            "ALTER TABLE ranged EXCHANGE PARTITION p0 WITH TABLE swapped", "UPDATE loose SET v = 2",
            "START TRANSACTION", "UPDATE rolled SET v = 9", "ROLLBACK", "UPDATE noop SET v = v");
        var run = await DetectionRun.OfAsync(source, staging, _options);

        run.Changes.Values.Where(change => change.Verdict == Verdict.Unchanged).Select(change => change.Table.Name).Order()
            .ShouldBe(["noop", "quiet", "rolled"]);
        run.Changes["quiet"].Reason.ShouldStartWith("it was last written at");
        run.Fetched["updated"].ShouldBe(["1\t9"]);
        run.Fetched["swapped"].ShouldBe(["5\t5"]);
    }

    [Theory]
    [InlineData(ServerKind.MariaDb, false)]
    [InlineData(ServerKind.MariaDb, true)]
    [InlineData(ServerKind.MySql, false)]
    public async Task A_transaction_that_began_long_before_the_snapshot_and_ended_after_it_is_seen(ServerKind kind, bool watched)
    {
        await using var server = await PrivateServer.StartAsync(kind, cancellationToken: Cancellation);
        var database = await server.CreateDatabaseAsync("stamps", Cancellation);
        await using var source = SourceDatabase.On(database);
        await using var staging = await Staging.CreateAsync();
        await source.ExecuteAsync("CREATE TABLE t (id INT PRIMARY KEY, v INT)", "INSERT INTO t VALUES (1, 1), (2, 2)");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var watching = watched ? WatchAsync(database, stop.Token) : Task.CompletedTask;
        await using var writer = await database.OpenAsync(Cancellation);
        await using var command = writer.CreateCommand();

        // MariaDB gives a table the time at which the transaction began: here the same for both.
        await Task.Delay(1050 - DateTime.UtcNow.Millisecond, Cancellation);
        command.CommandText = "START TRANSACTION; UPDATE t SET v = 100 WHERE id = 1";
        await command.ExecuteNonQueryAsync(Cancellation);
        await source.ExecuteAsync("UPDATE t SET v = 200 WHERE id = 2");
        await Task.Delay(_settled, Cancellation);
        await DetectionRun.OfAsync(source, staging, _options);
        command.CommandText = "COMMIT";
        await command.ExecuteNonQueryAsync(Cancellation);

        (await DetectionRun.OfAsync(source, staging, _options)).Fetched["t"].ShouldBe(["1\t100"]);
        await stop.CancelAsync();
        await watching;
    }

    // As a monitor does that hardly pauses: MariaDB makes no new list of its transactions as long as somebody reads the old one.
    private static async Task WatchAsync(TestDatabase database, CancellationToken stop)
    {
        await using var connection = await database.OpenAsync(Cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM information_schema.INNODB_TRX";
        while (!stop.IsCancellationRequested)
        {
            await command.ExecuteScalarAsync(Cancellation);
            await Task.Delay(10, Cancellation);
        }
    }

    [Theory]
    [InlineData(ServerKind.MariaDb)]
    [InlineData(ServerKind.MySql)]
    public async Task A_change_while_the_snapshot_is_open_is_seen_by_the_next(ServerKind kind)
    {
        await using var source = await SourceDatabase.CreateAsync(kind == ServerKind.MySql ? SourceKind.MySql : SourceKind.MariaDb);
        await using var staging = await Staging.CreateAsync();
        await source.ExecuteAsync("CREATE TABLE t (id INT PRIMARY KEY, v INT)", "INSERT INTO t VALUES (1, 1), (2, 2)");
        await DetectionRun.OfAsync(source, staging, _options, meanwhile: () => source.ExecuteAsync("UPDATE t SET v = 9 WHERE id = 2"));

        (await DetectionRun.OfAsync(source, staging, _options)).Fetched["t"].ShouldBe(["2\t9"]);
    }

    [Theory]
    [InlineData(ServerKind.MariaDb)]
    [InlineData(ServerKind.MySql)]
    public async Task A_restart_hides_nothing(ServerKind kind)
    {
        await using var server = await PrivateServer.StartAsync(kind, cancellationToken: Cancellation);
        await using var source = SourceDatabase.On(await server.CreateDatabaseAsync("stamps", Cancellation));
        await using var staging = await Staging.CreateAsync();
        await source.ExecuteAsync("CREATE TABLE t (id INT PRIMARY KEY, v INT)", "INSERT INTO t VALUES (1, 1), (2, 2)", "CREATE TABLE quiet (id INT PRIMARY KEY)");
        await DetectionRun.OfAsync(source, staging, _options);
        await source.ExecuteAsync("SET sql_log_bin = 0", "UPDATE t SET v = 9 WHERE id = 2");
        await server.KillAsync(Cancellation);
        await server.StartAgainAsync(Cancellation);

        var run = await DetectionRun.OfAsync(source, staging, _options);

        run.Fetched["t"].ShouldBe(["2\t9"]);
        run.Changes["quiet"].Verdict.ShouldBe(Verdict.Unchanged);
    }

    [Theory]
    [InlineData(ServerKind.MariaDb)]
    [InlineData(ServerKind.MySql)]
    public async Task A_log_that_has_not_moved_spares_every_table(ServerKind kind)
    {
        await using var server = await PrivateServer.StartAsync(kind, cancellationToken: Cancellation);
        await using var source = SourceDatabase.On(await server.CreateDatabaseAsync("stamps", Cancellation));
        await using var staging = await Staging.CreateAsync();
        await source.ExecuteAsync("CREATE TABLE t (id INT PRIMARY KEY, v INT)", "INSERT INTO t VALUES (1, 1), (2, 2)");

        // A server that has just started knows of no last writing, so that nothing but the log speaks; unless it has a commit to complete.
        await source.ExecuteAsync("FLUSH LOCAL ENGINE LOGS");
        await server.KillAsync(Cancellation);
        await server.StartAgainAsync(Cancellation);
        await DetectionRun.OfAsync(source, staging, _options);

        (await DetectionRun.OfAsync(source, staging, _options)).Changes["t"].Reason.ShouldBe("the server's binary log has not moved");
        await source.ExecuteAsync("SET sql_log_bin = 0", "UPDATE t SET v = 9 WHERE id = 2");
        (await DetectionRun.OfAsync(source, staging, _options)).Fetched["t"].ShouldBe(["2\t9"]);
    }
}
