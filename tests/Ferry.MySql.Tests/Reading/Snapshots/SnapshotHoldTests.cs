using System.Globalization;
using Ferry.MySql.Tests.Loading;
using Ferry.Reading;
using Ferry.Schema;
using Ferry.TestServers;

namespace Ferry.MySql.Tests.Reading.Snapshots;

/// <summary>What holds while a snapshot is open, and what is found out when it does not.</summary>
public sealed class SnapshotHoldTests
{
    public static TheoryData<ServerKind, string> Accounts => new()
    {
        { ServerKind.MariaDb, "ALL PRIVILEGES ON *.*" },
        { ServerKind.MariaDb, "SELECT, LOCK TABLES ON {db}.*" },
        { ServerKind.MariaDb, "SELECT ON {db}.*" },
        { ServerKind.MySql, "ALL PRIVILEGES ON *.*" },
        { ServerKind.MySql, "SELECT, LOCK TABLES ON {db}.*" },
        { ServerKind.MySql, "SELECT ON {db}.*" },
    };

    [Theory]
    [MemberData(nameof(Accounts))]
    public async Task Shows_all_readers_the_same_sum_while_others_move_amounts(ServerKind kind, string grants)
    {
        await using var server = await PrivateServer.StartAsync(kind, cancellationToken: TestContext.Current.CancellationToken);
        await using var database = await server.CreateDatabaseAsync("hold", TestContext.Current.CancellationToken);
        await Statements.RunAsync(
            database,
            "CREATE TABLE a (id INT PRIMARY KEY, amount INT)",
            "CREATE TABLE b (id INT PRIMARY KEY, amount INT)",
            "INSERT INTO a VALUES (1, 1000000)",
            "INSERT INTO b VALUES (1, 1000000)");
        await using var account = await LimitedAccount.CreateAsync(database, grants);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var writers = Enumerable.Range(0, 2).Select(_ => MoveAsync(database, stop.Token)).ToArray();
        await using var session = await account.OpenAsync();

        for (var round = 0; round < 5; round++)
        {
            await using var snapshot = await session.Snapshots.OpenAsync(new(TableSelection.All, 3, TimeSpan.FromSeconds(30)), TestContext.Current.CancellationToken);
            var sums = new List<(int A, int B)>();
            for (var reader = 0; reader < snapshot.Readers.Count; reader++)
            {
                sums.Add((Amount(await RowText.OfAsync(snapshot, "a", reader: reader)), Amount(await RowText.OfAsync(snapshot, "b", reader: reader))));
            }

            sums.ShouldAllBe(sum => sum.A + sum.B == 2_000_000);
            sums.Distinct().ShouldHaveSingleItem();
        }

        await stop.CancelAsync();
        (await Task.WhenAll(writers)).Sum().ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData(ServerKind.MariaDb, "ALL PRIVILEGES ON *.*")]
    [InlineData(ServerKind.MariaDb, "SELECT ON {db}.*;RELOAD, BINLOG ADMIN ON *.*")]
    [InlineData(ServerKind.MySql, "ALL PRIVILEGES ON *.*")]
    [InlineData(ServerKind.MySql, "SELECT, LOCK TABLES ON {db}.*")]
    public async Task Lets_others_change_tables_that_were_read_and_finds_it_out(ServerKind kind, string grants)
    {
        await using var database = await TestServer.Of(kind).CreateDatabaseAsync("hold", TestContext.Current.CancellationToken);
        await Statements.RunAsync(
            database, "CREATE TABLE a (id INT PRIMARY KEY)", "CREATE TABLE t (id INT PRIMARY KEY, b LONGBLOB)", "INSERT INTO t VALUES (1, REPEAT('x', 1000000))", "ANALYZE TABLE a, t");
        await using var account = await LimitedAccount.CreateAsync(database, grants.Split(';'));
        await using var session = await account.OpenAsync();
        await using var snapshot = await session.Snapshots.OpenAsync(new(TableSelection.All, 2, TimeSpan.FromSeconds(10)), TestContext.Current.CancellationToken);
        (await RowText.OfAsync(snapshot, "t")).ShouldStartWith("1\tx");

        await Statements.RunAsync(database, "SET SESSION lock_wait_timeout = 5", "ALTER TABLE t ADD COLUMN extra INT");

        var failure = await Should.ThrowAsync<FerryException>(async () => await snapshot.CompleteAsync(TestContext.Current.CancellationToken));
        failure.Kind.ShouldBe(FailureKind.Source);
        failure.Code.ShouldBe("source.table-changed");
        failure.Message.ShouldContain("table t");
    }

    [Theory]
    [InlineData(ServerKind.MariaDb)]
    [InlineData(ServerKind.MySql)]
    public async Task Holds_whatever_is_created_beside_it(ServerKind kind)
    {
        await using var database = await TestServer.Of(kind).CreateDatabaseAsync("hold", TestContext.Current.CancellationToken);
        await Statements.RunAsync(database, "CREATE TABLE t (id INT PRIMARY KEY)", "CREATE VIEW v AS SELECT 1 AS one");
        await using var session = await Opened.ReadAsync(database);
        await using var snapshot = await session.Snapshots.OpenAsync(new(TableSelection.All, 1, TimeSpan.FromSeconds(10)), TestContext.Current.CancellationToken);

        await Statements.RunAsync(database, "CREATE TABLE later (id INT)", "CREATE FUNCTION f() RETURNS INT DETERMINISTIC RETURN 1", "DROP VIEW v");

        await snapshot.CompleteAsync(TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData(ServerKind.MariaDb)]
    [InlineData(ServerKind.MySql)]
    public async Task Fails_to_read_a_table_that_was_rebuilt_under_the_snapshot(ServerKind kind)
    {
        await using var database = await TestServer.Of(kind).CreateDatabaseAsync("hold", TestContext.Current.CancellationToken);
        await Statements.RunAsync(database, "CREATE TABLE t (id INT PRIMARY KEY)", "INSERT INTO t VALUES (1)");
        await using var session = await Opened.ReadAsync(database);
        await using var snapshot = await session.Snapshots.OpenAsync(new(TableSelection.All, 1, TimeSpan.FromSeconds(10)), TestContext.Current.CancellationToken);

        await Statements.RunAsync(database, "TRUNCATE TABLE t");

        var failure = await Should.ThrowAsync<FerryException>(
            async () => await snapshot.Readers[0].ReadAsync(snapshot.Catalog.Tables[0], ChunkRange.Whole, Stream.Null, TestContext.Current.CancellationToken));
        failure.Kind.ShouldBe(FailureKind.Source);
        failure.Code.ShouldBe("source.table-changed");
        failure.Message.ShouldContain("table t");
    }

    [Theory]
    [InlineData(ServerKind.MariaDb)]
    [InlineData(ServerKind.MySql)]
    public async Task Fails_when_the_server_is_killed_while_it_is_read(ServerKind kind)
    {
        await using var server = await PrivateServer.StartAsync(kind, cancellationToken: TestContext.Current.CancellationToken);
        await using var database = await server.CreateDatabaseAsync("hold", TestContext.Current.CancellationToken);
        await Statements.RunAsync(database, "CREATE TABLE t (id INT PRIMARY KEY)", "INSERT INTO t VALUES (1)");
        await using var session = await Opened.ReadAsync(database);
        await using var snapshot = await session.Snapshots.OpenAsync(new(TableSelection.All, 1, TimeSpan.FromSeconds(10)), TestContext.Current.CancellationToken);

        await server.KillAsync(TestContext.Current.CancellationToken);

        var reading = await Should.ThrowAsync<FerryException>(
            async () => await snapshot.Readers[0].ReadAsync(snapshot.Catalog.Tables[0], ChunkRange.Whole, Stream.Null, TestContext.Current.CancellationToken));
        var completing = await Should.ThrowAsync<FerryException>(async () => await snapshot.CompleteAsync(TestContext.Current.CancellationToken));
        reading.Kind.ShouldBe(FailureKind.Source);
        completing.Kind.ShouldBe(FailureKind.Source);
        completing.Code.ShouldBe("mysql.connection-lost");
        await server.StartAgainAsync(TestContext.Current.CancellationToken);
    }

    private static int Amount(string row) => int.Parse(row.TrimEnd('\n').Split('\t')[1], CultureInfo.InvariantCulture);

    private static async Task<int> MoveAsync(TestDatabase database, CancellationToken cancellationToken)
    {
        var moved = 0;
        await using var connection = await database.OpenAsync(TestContext.Current.CancellationToken);
        while (!cancellationToken.IsCancellationRequested)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = "START TRANSACTION; UPDATE a SET amount = amount - 1; UPDATE b SET amount = amount + 1; COMMIT";
            command.CommandTimeout = 60;
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            moved++;
        }

        return moved;
    }
}
