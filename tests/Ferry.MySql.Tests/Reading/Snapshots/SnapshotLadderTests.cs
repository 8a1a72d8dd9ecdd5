using Ferry.MySql.Tests.Loading;
using Ferry.Reading;
using Ferry.Schema;
using Ferry.TestServers;

namespace Ferry.MySql.Tests.Reading.Snapshots;

/// <summary>Which rung an account reaches, and that all its readers see one moment while others write.</summary>
public sealed class SnapshotLadderTests
{
    private const int Readers = 4;

    public static TheoryData<ServerKind, string, string, int> Rungs => new()
    {
        { ServerKind.MariaDb, "SELECT, SHOW VIEW, TRIGGER, EVENT ON {db}.*;RELOAD, BINLOG MONITOR ON *.*", "backup-stage", Readers },
        { ServerKind.MariaDb, "SELECT, SHOW VIEW, TRIGGER, EVENT, LOCK TABLES ON {db}.*", "table-locks", Readers },
        { ServerKind.MariaDb, "SELECT, SHOW VIEW, TRIGGER, EVENT ON {db}.*", "position-checked", Readers },
        { ServerKind.MySql, "SELECT, SHOW VIEW, TRIGGER, EVENT ON {db}.*;RELOAD, BACKUP_ADMIN, REPLICATION CLIENT ON *.*", "backup-lock", Readers },
        { ServerKind.MySql, "SELECT, SHOW VIEW, TRIGGER, EVENT ON {db}.*;RELOAD ON *.*", "read-lock", Readers },
        { ServerKind.MySql, "SELECT, SHOW VIEW, TRIGGER, EVENT, LOCK TABLES ON {db}.*", "table-locks", Readers },
        { ServerKind.MySql, "SELECT, SHOW VIEW, TRIGGER, EVENT ON {db}.*", "position-checked", Readers },
    };

    [Theory]
    [MemberData(nameof(Rungs))]
    public async Task Reaches_the_best_rung_that_the_account_may_take(ServerKind kind, string grants, string rung, int readers)
    {
        await using var server = await PrivateServer.StartAsync(kind, cancellationToken: TestContext.Current.CancellationToken);
        await using var database = await server.CreateDatabaseAsync("ladder", TestContext.Current.CancellationToken);
        await Statements.RunAsync(database, "CREATE TABLE t (id INT PRIMARY KEY, v INT)", "INSERT INTO t VALUES (1, 1)");
        await using var account = await LimitedAccount.CreateAsync(database, grants.Split(';'));
        await using var session = await account.OpenAsync();

        await using var snapshot = await session.Snapshots.OpenAsync(new(TableSelection.All, readers, TimeSpan.FromSeconds(10)), TestContext.Current.CancellationToken);
        await Statements.RunAsync(database, "UPDATE t SET v = 2");

        snapshot.Consistency.Rung.ShouldBe(rung);
        snapshot.Consistency.Level.ShouldBe(ConsistencyLevel.Snapshot);
        snapshot.Consistency.Warnings.ShouldBeEmpty();
        snapshot.Readers.Count.ShouldBe(readers);
        for (var reader = 0; reader < readers; reader++)
        {
            (await RowText.OfAsync(snapshot, "t", reader: reader)).ShouldBe("1\t1\n");
        }

        await snapshot.CompleteAsync(TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData(ServerKind.MariaDb)]
    [InlineData(ServerKind.MySql)]
    public async Task Reads_through_one_connection_where_nothing_else_is_allowed(ServerKind kind)
    {
        await using var server = await PrivateServer.StartAsync(kind, ["--skip-log-bin", .. kind == ServerKind.MySql ? ["--gtid-mode=OFF", "--enforce-gtid-consistency=OFF"] : Array.Empty<string>()], TestContext.Current.CancellationToken);
        await using var database = await server.CreateDatabaseAsync("ladder", TestContext.Current.CancellationToken);
        await Statements.RunAsync(database, "CREATE TABLE t (id INT PRIMARY KEY)", "INSERT INTO t VALUES (1)");
        await using var account = await LimitedAccount.CreateAsync(database, "SELECT ON {db}.*");
        await using var session = await account.OpenAsync();

        await using var snapshot = await session.Snapshots.OpenAsync(new(TableSelection.All, Readers, TimeSpan.FromSeconds(10)), TestContext.Current.CancellationToken);
        await Statements.RunAsync(database, "DELETE FROM t");

        snapshot.Consistency.Rung.ShouldBe("single-connection");
        snapshot.Consistency.Level.ShouldBe(ConsistencyLevel.Snapshot);
        snapshot.Consistency.Warnings.ShouldHaveSingleItem().ShouldContain("GRANT RELOAD");
        snapshot.Readers.Count.ShouldBe(1);
        (await RowText.OfAsync(snapshot, "t")).ShouldBe("1\n");
    }

    [Theory]
    [InlineData(ServerKind.MariaDb)]
    [InlineData(ServerKind.MySql)]
    public async Task Gives_up_and_names_who_holds_the_lock(ServerKind kind)
    {
        await using var server = await PrivateServer.StartAsync(kind, cancellationToken: TestContext.Current.CancellationToken);
        await using var database = await server.CreateDatabaseAsync("ladder", TestContext.Current.CancellationToken);
        await Statements.RunAsync(database, "CREATE TABLE t (id INT PRIMARY KEY) ENGINE=MyISAM");
        await using var session = await Opened.ReadAsync(database);
        await using var holder = await database.OpenAsync(TestContext.Current.CancellationToken);
        await using (var command = holder.CreateCommand())
        {
            command.CommandText = "LOCK TABLES t WRITE";
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        var failure = await Should.ThrowAsync<FerryException>(
            async () => await session.Snapshots.OpenAsync(new(TableSelection.All, 2, TimeSpan.FromSeconds(2)), TestContext.Current.CancellationToken));

        failure.Kind.ShouldBe(FailureKind.Stalled);
        failure.Reason.ShouldNotBeNull().ShouldContain("session ");
        await using var writer = await server.OpenAsync(TestContext.Current.CancellationToken);
        await using var write = writer.CreateCommand();
        write.CommandText = $"CREATE TABLE `{database.Name}`.`after` (id INT)";
        await write.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData(ServerKind.MariaDb)]
    [InlineData(ServerKind.MySql)]
    public async Task Says_which_tables_no_snapshot_covers(ServerKind kind)
    {
        await using var database = await TestServer.Of(kind).CreateDatabaseAsync("ladder", TestContext.Current.CancellationToken);
        await Statements.RunAsync(database, "CREATE TABLE covered (id INT)", "CREATE TABLE loose (id INT) ENGINE=MyISAM");
        await using var session = await Opened.ReadAsync(database);

        await using var snapshot = await session.Snapshots.OpenAsync(new(TableSelection.All, 2, TimeSpan.FromSeconds(10)), TestContext.Current.CancellationToken);
        await using var alone = await session.Snapshots.OpenAsync(new(new(["loose"], [], []), 2, TimeSpan.FromSeconds(10)), TestContext.Current.CancellationToken);

        snapshot.Consistency.Level.ShouldBe(ConsistencyLevel.TransactionalTables);
        snapshot.Consistency.Warnings.ShouldHaveSingleItem().ShouldContain("loose");
        alone.Consistency.Level.ShouldBe(ConsistencyLevel.PerTable);
    }

    [Theory]
    [InlineData(ServerKind.MariaDb)]
    [InlineData(ServerKind.MySql)]
    public async Task Names_the_position_of_the_snapshot(ServerKind kind)
    {
        await using var database = await TestServer.Of(kind).CreateDatabaseAsync("ladder", TestContext.Current.CancellationToken);
        await using var session = await Opened.ReadAsync(database);

        await using var snapshot = await session.Snapshots.OpenAsync(new(TableSelection.All, 1, TimeSpan.FromSeconds(10)), TestContext.Current.CancellationToken);

        snapshot.Consistency.Position["binlog_file"].ShouldStartWith("binlog.");
        long.Parse(snapshot.Consistency.Position["binlog_position"], null).ShouldBeGreaterThan(0);
        snapshot.Consistency.Position["gtid"].ShouldNotBeEmpty();
    }
}
