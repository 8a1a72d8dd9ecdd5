using System.Runtime.Versioning;
using Ferry.Databases;
using Ferry.Reading;
using Ferry.Schema;

namespace Ferry.Sqlite.Tests.Fidelity;

/// <summary>One moment, whatever others do (cases 1, 3 and 21).</summary>
public sealed class ConsistencyTests
{
    private const int PagesOfPadding = 12_000;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Case_01_Copies_what_is_still_in_the_write_ahead_log()
    {
        using var databases = CopiedDatabase.Empty();
        using var application = RawDatabase.Open(databases.Source);
        application.Execute("PRAGMA journal_mode = WAL");
        application.Execute("PRAGMA wal_autocheckpoint = 0");
        application.Execute("CREATE TABLE t (x)");
        application.Execute("INSERT INTO t VALUES (1), (2), (3)");

        await databases.CopyAsync();

        new FileInfo(databases.Source).Length.ShouldBeLessThan(new FileInfo(databases.Source + "-wal").Length);
        databases.ShouldBeEqual();
        databases.OfCopy("SELECT count(*) FROM t").ShouldBe("3");
    }

    [Theory]
    [InlineData("WAL")]
    [InlineData("DELETE")]
    public async Task Case_03_Copies_one_moment_while_another_connection_keeps_committing(string journal)
    {
        using var databases = CopiedDatabase.Empty();
        MakeAccounts(databases.Source, journal);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        using var moved = new SemaphoreSlim(0);
        var writing = Task.Run(() => KeepMovingMoney(databases.Source, stop.Token, moved), Cancellation);

        for (var round = 0; round < 3; round++)
        {
            File.Delete(databases.Copy);
            await databases.CopyAsync();

            databases.OfCopy("SELECT (SELECT sum(money) FROM a) + (SELECT sum(money) FROM b)").ShouldBe("1000");
            databases.OfCopy("PRAGMA integrity_check").ShouldBe("ok");
        }

        await stop.CancelAsync();
        (await writing).ShouldBeGreaterThanOrEqualTo(10);
    }

    [Theory]
    [InlineData("WAL")]
    [InlineData("DELETE")]
    public async Task Case_03_Shows_all_readers_one_moment_while_another_connection_keeps_committing(string journal)
    {
        using var databases = CopiedDatabase.Empty();
        MakeAccounts(databases.Source, journal);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        using var moved = new SemaphoreSlim(0);
        var writing = Task.Run(() => KeepMovingMoney(databases.Source, stop.Token, moved), Cancellation);
        await using var session = await OpenAsync(databases.Source);

        for (var round = 0; round < 10; round++)
        {
            await moved.WaitAsync(Cancellation);
            await using var snapshot = await session.Snapshots.OpenAsync(new(TableSelection.All, 3, TimeSpan.FromSeconds(10)), Cancellation);
            var sum = 0L;
            foreach (var (table, index) in new[] { "a", "b" }.Select((name, index) => (name, index)))
            {
                var reader = snapshot.Readers[index % snapshot.Readers.Count];
                using var rows = new MemoryStream();
                await reader.ReadAsync(snapshot.Catalog.Tables.Single(each => each.Name == table), ChunkRange.Whole, rows, Cancellation);
                sum += long.Parse(System.Text.Encoding.ASCII.GetString(rows.ToArray()).Trim().Split("\tI")[1], null);
            }

            sum.ShouldBe(1000);
            await snapshot.CompleteAsync(Cancellation);
        }

        await stop.CancelAsync();
        (await writing).ShouldBeGreaterThanOrEqualTo(10);
    }

    [Fact]
    public async Task Rolls_back_a_hot_journal_before_copying_and_says_so()
    {
        using var databases = CopiedDatabase.Empty();
        MakeInterrupted(databases.Source);

        await databases.CopyAsync();

        databases.OfCopy("SELECT count(*) || ' ' || sum(x) FROM t").ShouldBe("1000 0");
        databases.OfCopy("PRAGMA integrity_check").ShouldBe("ok");
        databases.Consistency!.Warnings.ShouldHaveSingleItem().ShouldContain("rolled back");
    }

    [Fact]
    public async Task Gives_up_with_the_reason_while_another_connection_holds_the_exclusive_lock()
    {
        using var databases = CopiedDatabase.Empty();
        TemporaryFolder.Execute(databases.Source, "CREATE TABLE t (x)");
        await using var session = await OpenAsync(databases.Source);
        using var other = RawDatabase.Open(databases.Source);
        other.Execute("BEGIN EXCLUSIVE");

        var copying = await Should.ThrowAsync<FerryException>(databases.CopyAsync());
        var snapshot = await Should.ThrowAsync<FerryException>(async () =>
            await session.Snapshots.OpenAsync(new(TableSelection.All, 1, TimeSpan.FromMilliseconds(50)), Cancellation));

        copying.Kind.ShouldBe(FailureKind.Source);
        copying.Code.ShouldBe("sqlite.locked");
        snapshot.Kind.ShouldBe(FailureKind.Stalled);
        File.Exists(databases.Copy).ShouldBeFalse();
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task Case_21_Copies_a_read_only_file_in_a_path_full_of_special_characters()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        using var folder = new TemporaryFolder();
        var path = folder.File("a b%20c?mode=rw#d'e&f=é.db");
        TemporaryFolder.Execute(path, "CREATE TABLE t (x)", "INSERT INTO t VALUES (7)");
        File.SetUnixFileMode(path, UnixFileMode.UserRead);
        await using var session = await OpenAsync(path);

        await session.Image!.CopyAsync(folder.File("copy?#.db"), TableSelection.All, Cancellation);

        using var copy = RawDatabase.Open(folder.File("copy?#.db"));
        copy.Text("SELECT x FROM t").ShouldBe("7");
    }

    [Fact]
    public async Task Case_21_Copies_through_a_symbolic_link_together_with_its_log()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("real"));
        var path = Path.Combine(folder.File("real"), "app.db");
        using var application = RawDatabase.Open(path);
        application.Execute("PRAGMA journal_mode = WAL");
        application.Execute("CREATE TABLE t (x)");
        application.Execute("INSERT INTO t VALUES (7)");
        File.CreateSymbolicLink(folder.File("link.db"), path);
        await using var session = await OpenAsync(folder.File("link.db"));

        await session.Image!.CopyAsync(folder.File("copy.db"), TableSelection.All, Cancellation);

        session.Server.Id.ShouldBe($"{Environment.MachineName}:{path}");
        using var copy = RawDatabase.Open(folder.File("copy.db"));
        copy.Text("SELECT x FROM t").ShouldBe("7");
    }

    private static async Task<IDatabaseSession> OpenAsync(string path) =>
        await new SqliteProvider().OpenAsync(new DatabaseTarget { Engine = "sqlite", Path = path }, SessionAccess.Read, Cancellation);

    private static void MakeAccounts(string path, string journal) => TemporaryFolder.Execute(
        path, $"PRAGMA journal_mode = {journal}", "CREATE TABLE a (id INTEGER PRIMARY KEY, money)", "CREATE TABLE padding (x)",
        "CREATE TABLE b (id INTEGER PRIMARY KEY, money)", "INSERT INTO a VALUES (1, 1000)", "INSERT INTO b VALUES (1, 0)",
        $"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {PagesOfPadding}) INSERT INTO padding SELECT zeroblob(4000) FROM n");

    private static int KeepMovingMoney(string path, CancellationToken cancellationToken, SemaphoreSlim? moved = null)
    {
        using var database = RawDatabase.Open(path);
        var count = 0;
        for (; !cancellationToken.IsCancellationRequested; count++)
        {
            database.Execute("BEGIN IMMEDIATE; UPDATE a SET money = money - 1; UPDATE b SET money = money + 1; COMMIT");
            moved?.Release();
        }

        return count;
    }

    /// <summary>The files as a process leaves them that is killed in the middle of a transaction that no longer fits its cache.</summary>
    private static void MakeInterrupted(string path)
    {
        var live = path + ".live";
        using var application = RawDatabase.Open(live);
        application.Execute("PRAGMA cache_size = 5");
        application.Execute("CREATE TABLE t (x, padding)");
        application.Execute("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000) INSERT INTO t SELECT 0, zeroblob(500) FROM n");
        application.Execute("BEGIN");
        application.Execute("UPDATE t SET x = 1");
        File.Copy(live, path);
        File.Copy(live + "-journal", path + "-journal");
    }
}
