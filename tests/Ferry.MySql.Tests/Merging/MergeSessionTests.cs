using Ferry.Databases;
using Ferry.Merging;
using Ferry.TestServers;

namespace Ferry.MySql.Tests.Merging;

/// <summary>What a merging session is pinned to, because servers differ.</summary>
public sealed class MergeSessionTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    // MariaDB 11.6.2 made an error of it by default.
    [Theory, InlineData(ServerKind.MariaDb), InlineData(ServerKind.MariaDbNext), InlineData(ServerKind.MySql)]
    public async Task Rows_that_another_has_committed_since_the_snapshot_are_written_as_they_are_now(ServerKind kind)
    {
        await using var database = await TestServer.Of(kind).CreateDatabaseAsync("merge", Cancelled);
        await database.ExecuteAsync("CREATE TABLE t (id INT PRIMARY KEY, n INT); INSERT INTO t VALUES (1, 1)", Cancelled);
        await using var session = await new MySqlProvider().OpenAsync(database.Target, SessionAccess.Write, Cancelled);
        await using var merging = await OpenAsync(session, database);
        await merging.BeginAsync(Cancelled);
        (await merging.QueryAsync("SELECT n FROM t", Cancelled)).Single().Single().ShouldBe("1");
        await database.ExecuteAsync("UPDATE t SET n = 5", Cancelled);

        await merging.ExecuteAsync("UPDATE t SET n = n + 1", Cancelled);
        await merging.CommitAsync(Cancelled);

        (await database.ScalarAsync<int>("SELECT n FROM t", Cancelled)).ShouldBe(6);
    }

    [Theory, InlineData(ServerKind.MariaDb), InlineData(ServerKind.MariaDbNext), InlineData(ServerKind.MySql)]
    public async Task An_insert_that_proves_its_references_is_refused_without_them_and_checks_nothing_afterwards(ServerKind kind)
    {
        await using var database = await TestServer.Of(kind).CreateDatabaseAsync("merge", Cancelled);
        await database.ExecuteAsync("CREATE TABLE p (id INT PRIMARY KEY); CREATE TABLE c (id INT PRIMARY KEY, p INT, FOREIGN KEY (p) REFERENCES p (id)); INSERT INTO p VALUES (1)", Cancelled);
        await using var session = await new MySqlProvider().OpenAsync(database.Target, SessionAccess.Write, Cancelled);
        await using var merging = await OpenAsync(session, database);
        string Proving(string insert) => session.Merge!.Dialect.Proving(insert).ShouldNotBeNull();

        (await Should.ThrowAsync<FerryException>(async () => await merging.ExecuteAsync(Proving("INSERT INTO c SELECT 1, 2"), Cancelled))).Code.ShouldBe(MergeFailure.Orphan);
        (await merging.ExecuteAsync(Proving("INSERT INTO c SELECT 1, 1 UNION ALL SELECT 2, NULL"), Cancelled)).ShouldBe(2);
        (await merging.ExecuteAsync("INSERT INTO c SELECT 3, 3", Cancelled)).ShouldBe(1);
    }

    // MariaDB takes this for a case in which the counts are made anew for each row that is inserted.
    [Theory, InlineData(ServerKind.MariaDb), InlineData(ServerKind.MariaDbNext)]
    public async Task Rows_that_are_inserted_do_not_count_as_there_before(ServerKind kind)
    {
        await using var database = await TestServer.Of(kind).CreateDatabaseAsync("merge", Cancelled);
        await database.ExecuteAsync(
            "CREATE TABLE t (v INT, KEY (v)); INSERT INTO t SELECT seq FROM seq_1_to_20000; CREATE TABLE l (v INT, w INT); INSERT INTO l VALUES (0, 0), (0, 0), (0, 0); ANALYZE TABLE t, l", Cancelled);
        await using var session = await new MySqlProvider().OpenAsync(database.Target, SessionAccess.Write, Cancelled);
        await using var merging = await OpenAsync(session, database);

        var inserted = await merging.ExecuteAsync(
            "INSERT INTO t (v) SELECT l.v FROM l LEFT JOIN (SELECT v, COUNT(*) AS copies FROM t GROUP BY v) AS h ON h.v <=> l.v WHERE COALESCE(h.copies, 0) = l.w", Cancelled);

        inserted.ShouldBe(3);
    }

    private static async Task<IMergeConnection> OpenAsync(IDatabaseSession session, TestDatabase database) =>
        await session.Merge.ShouldNotBeNull().OpenAsync($"{database.Name}_ferry_test", Cancelled);
}
