using CsCheck;
using Ferry.EndToEnd.Tests.WithoutFerry;
using Ferry.TestServers;

namespace Ferry.EndToEnd.Tests.Fidelity;

/// <summary>A newer MariaDB: what only it has, and the way from an older one and back.</summary>
public sealed class NewerMariaDbTests(ITestOutputHelper output)
{
    private const string Current = "SELECT GROUP_CONCAT(id, '=', v ORDER BY id) FROM t";

    private static readonly string[] _history =
    [
        "SET timestamp = UNIX_TIMESTAMP('2024-01-01 10:00:00')",
        "CREATE TABLE t (id INT PRIMARY KEY, v INT) WITH SYSTEM VERSIONING", "INSERT INTO t VALUES (1, 1), (2, 2), (3, 3)",
        "CREATE TABLE e (id INT, v INT, s TIMESTAMP(6) GENERATED ALWAYS AS ROW START, x TIMESTAMP(6) GENERATED ALWAYS AS ROW END INVISIBLE, PRIMARY KEY (id, x), PERIOD FOR SYSTEM_TIME (s, x)) WITH SYSTEM VERSIONING",
        "INSERT INTO e (id, v) VALUES (1, 1)",
        "SET timestamp = UNIX_TIMESTAMP('2024-01-02 10:00:00')", "UPDATE t SET v = 10 WHERE id = 1", "DELETE FROM t WHERE id = 2", "UPDATE e SET v = 2",
    ];

    [Fact]
    public Task Vectors_and_their_indexes_come_back() => RoundTrip.SurvivesEitherWayAsync(
        ServerKind.MariaDbNext,
        "CREATE TABLE t (id INT PRIMARY KEY, v VECTOR(3) NOT NULL, VECTOR INDEX (v) M=8 DISTANCE=cosine)",
        "INSERT INTO t VALUES (1, VEC_FromText('[1,2.5,-3]')), (2, VEC_FromText('[0,1e-10,1e10]')), (3, 0x5C0A09275C4E000D1A220D0A)",
        "CREATE TABLE n (id INT PRIMARY KEY, v VECTOR(2))", "INSERT INTO n VALUES (1, NULL), (2, VEC_FromText('[1,2]'))");

    [Fact]
    public Task Timestamps_come_back_up_to_2106() => RoundTrip.SurvivesAsync(
        ServerKind.MariaDbNext,
        "CREATE TABLE t (ts TIMESTAMP(6) NULL DEFAULT '2106-02-07 06:28:15')", "INSERT INTO t VALUES ('2038-01-19 03:14:08'), ('2106-02-07 06:28:15.999999'), (DEFAULT), ('2038-01-19 03:14:07.999999')");

    [Fact]
    public Task Random_schemas_and_rows_come_back() => RandomDatabase.Of(ServerKind.MariaDbNext).SampleAsync(
        statements => RoundTrip.SurvivesAsync(ServerKind.MariaDbNext, statements), iter: 1, threads: 1, writeLine: output.WriteLine, print: statements => string.Join(";\n", statements));

    [Theory]
    [InlineData(ServerKind.MariaDb, ServerKind.MariaDbNext)]
    [InlineData(ServerKind.MariaDbNext, ServerKind.MariaDb)]
    [InlineData(ServerKind.MariaDbNext, ServerKind.MariaDbNext)]
    public async Task History_comes_back_where_time_ends_elsewhere(ServerKind from, ServerKind to)
    {
        await using var trip = await BetweenAsync(from, to, _history);

        await trip.RunAsync();

        await HistoryShouldBeThereAsync(trip);
    }

    [Fact]
    public async Task History_comes_back_by_an_exported_script_where_time_ends_elsewhere()
    {
        var folder = Directory.CreateTempSubdirectory("ferry-export-");
        await using var trip = await BetweenAsync(ServerKind.MariaDb, ServerKind.MariaDbNext, _history);
        var backup = await trip.BackupAsync();
        (await FerryProcess.RunAsync(folder.FullName, ["export", backup.Location, "--sql", "export.sql"])).Ended(0);
        StockClient.Settle(TestServer.MariaDbNext, folder.FullName);

        (await StockClient.ShellAsync(folder.FullName, $"mariadb --binary-mode {trip.Restored} < export.sql")).ShouldBeEmpty();

        await HistoryShouldBeThereAsync(trip);
        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData(ServerKind.MariaDb, ServerKind.MariaDbNext)]
    [InlineData(ServerKind.MariaDbNext, ServerKind.MariaDb)]
    [InlineData(ServerKind.MariaDbNext, ServerKind.MariaDbNext)]
    public async Task A_whole_database_moves_between_an_older_and_a_newer_server(ServerKind from, ServerKind to)
    {
        await using var trip = await BetweenAsync(from, to, [.. HostileDatabase.Statements(ServerKind.MariaDb)]);

        await trip.RunAsync();

        await trip.ShouldBeEqualAsync();
    }

    [Theory]
    [InlineData("CREATE TABLE t (id INT PRIMARY KEY, v VECTOR(3))", "INSERT INTO t VALUES (1, VEC_FromText('[1,2,3]'))", "mysql.definition-refused", "vector")]
    [InlineData("CREATE TABLE t (ts TIMESTAMP NULL)", "INSERT INTO t VALUES ('2090-01-01 00:00:00')", "mysql.rows-changed", "'ts'")]
    public async Task What_an_older_server_lacks_is_named_and_nothing_is_changed(string create, string insert, string code, string named)
    {
        await using var trip = await BetweenAsync(ServerKind.MariaDbNext, ServerKind.MariaDb, create, insert);
        var backup = await trip.BackupAsync();

        var failure = await Should.ThrowAsync<FerryException>(() => trip.RestoreAsync(backup.Archive));

        failure.Code.ShouldBe(code);
        failure.Reason.ShouldNotBeNull().ShouldContain(named, Case.Insensitive);
        Convert.ToInt32(await trip.RestoredAsync("SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE()")).ShouldBe(0);
    }

    private static async Task<RoundTrip> BetweenAsync(ServerKind from, ServerKind to, params string[] statements)
    {
        var token = TestContext.Current.CancellationToken;
        return await RoundTrip.BetweenAsync(
            await TestServer.Of(from).RequireAvailable().CreateDatabaseAsync("src", token), await TestServer.Of(to).RequireAvailable().CreateDatabaseAsync("dst", token), statements);
    }

    private static async Task HistoryShouldBeThereAsync(RoundTrip trip)
    {
        (await trip.RestoredAsync(Current)).ShouldBe("1=10,3=3");
        (await trip.RestoredAsync(Current.Replace(" t", " t FOR SYSTEM_TIME AS OF '2024-01-01 12:00:00'"))).ShouldBe("1=1,2=2,3=3");
        (await trip.RestoredAsync("SELECT GROUP_CONCAT(v, ' ', s) FROM e")).ShouldBe("2 2024-01-02 10:00:00.000000");
        (await trip.RestoredAsync("SELECT GROUP_CONCAT(v, ' ', x) FROM e FOR SYSTEM_TIME ALL WHERE v = 1")).ShouldBe("1 2024-01-02 10:00:00.000000");
    }
}
