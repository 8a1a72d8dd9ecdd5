using Ferry.Backup;
using Ferry.Databases;
using Ferry.EndToEnd.Tests.Fidelity;
using Ferry.Progress;
using Ferry.Storage;
using Ferry.TestServers;

namespace Ferry.EndToEnd.Tests.Faults;

public sealed class ServerFaultTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ferry-faults-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory, OnEachServer]
    public async Task A_connection_cut_at_any_byte_is_a_failure_never_a_shorter_backup(ServerKind kind)
    {
        await using var database = await LargeDatabaseAsync(kind);
        for (var bytes = 40L; ; bytes = (bytes * 3) + 17)
        {
            await using var proxy = new FaultyProxy(database.Target.Port!.Value, bytes, silent: false);
            var failure = await Record.ExceptionAsync(() => BackupAsync(database.Target with { Port = proxy.Port }));
            if (!proxy.Struck)
            {
                failure.ShouldBeNull();
                bytes.ShouldBeGreaterThan(1_000_000);
                break;
            }

            failure.ShouldBeOfType<FerryException>($"after {bytes} bytes").Kind.ShouldBeOneOf(FailureKind.Unreachable, FailureKind.Source);
            Archives().ShouldBeEmpty();
        }
    }

    [Theory, OnEachServer]
    public async Task A_server_that_falls_silent_is_given_up_after_the_limit(ServerKind kind)
    {
        await using var database = await LargeDatabaseAsync(kind);
        foreach (var bytes in new long[] { 10, 2000, 500_000 })
        {
            await using var proxy = new FaultyProxy(database.Target.Port!.Value, bytes, silent: true);

            var failure = await Should.ThrowAsync<FerryException>(() => BackupAsync(
                database.Target with { Port = proxy.Port }, request => request with { StallTimeout = TimeSpan.FromSeconds(2) }));

            failure.Kind.ShouldBeOneOf(bytes < 1000 ? [FailureKind.Stalled, FailureKind.Unreachable] : [FailureKind.Stalled]);
            Archives().ShouldBeEmpty();
        }
    }

    [Theory, OnEachServer]
    public async Task A_wrong_password_cannot_log_in_and_is_not_shown(ServerKind kind)
    {
        await using var database = await LargeDatabaseAsync(kind, rows: 1);
        await ServerText.ExecuteAsync(database.ConnectionString, ["CREATE USER IF NOT EXISTS locked@'%' IDENTIFIED BY 'right'"], TestContext.Current.CancellationToken);

        var failure = await Should.ThrowAsync<FerryException>(() => BackupAsync(
            database.Target with { Username = "locked", Password = new Secret("canary-7f3a") }));

        failure.Kind.ShouldBe(FailureKind.Unreachable);
        failure.ToString().ShouldNotContain("canary-7f3a");
    }

    [Theory, OnEachServer]
    public async Task A_server_killed_while_it_is_read_fails_the_backup(ServerKind kind)
    {
        await using var server = await PrivateServer.StartAsync(kind, [], TestContext.Current.CancellationToken);
        await ServerText.ExecuteAsync(server.ConnectionString, ["CREATE DATABASE app", "USE app", .. LargeTable(20000)], TestContext.Current.CancellationToken);
        var target = server.Target("app");

        var failure = await Should.ThrowAsync<FerryException>(() => BackupAsync(target, progress: new At("read", () => server.KillAsync(TestContext.Current.CancellationToken).GetAwaiter().GetResult())));

        failure.Kind.ShouldBe(FailureKind.Source);
        Archives().ShouldBeEmpty();
    }

    [Theory, OnEachServer]
    public async Task A_server_that_was_killed_and_answers_again_fails_the_backup_which_names_the_lost_snapshot(ServerKind kind)
    {
        var token = TestContext.Current.CancellationToken;
        await using var server = await PrivateServer.StartAsync(kind, [], token);
        await ServerText.ExecuteAsync(server.ConnectionString, ["CREATE DATABASE app", "USE app", .. LargeTable(20000)], token);
        var target = server.Target("app");

        var failure = await Should.ThrowAsync<FerryException>(() => BackupAsync(target, progress: new At("read", () =>
        {
            server.KillAsync(token).GetAwaiter().GetResult();
            server.StartAgainAsync(token).GetAwaiter().GetResult();
        })));

        failure.Kind.ShouldBe(FailureKind.Source);
        failure.Remedy.ShouldNotBeNull().ShouldContain("snapshot");
        Archives().ShouldBeEmpty();
        (await BackupAsync(server.Target("app"))).Manifest.Databases[0].Tables.Sum(table => table.Rows).ShouldBe(20000);
    }

    [Theory, OnEachServer]
    public async Task Sessions_that_the_server_kills_fail_the_backup(ServerKind kind)
    {
        await using var database = await LargeDatabaseAsync(kind, rows: 20000);

        var failure = await Should.ThrowAsync<FerryException>(() => BackupAsync(database.Target, progress: new At("read", () => KillOthers(database))));

        failure.Kind.ShouldBeOneOf(FailureKind.Source, FailureKind.Unreachable);
        Archives().ShouldBeEmpty();
    }

    [Theory, OnEachServer]
    public async Task A_table_altered_while_it_is_read_is_named_or_the_backup_is_of_the_moment_before(ServerKind kind)
    {
        await using var database = await LargeDatabaseAsync(kind, rows: 5000);
        var alter = Task.CompletedTask;

        BackupResult? result = null;
        var failure = await Record.ExceptionAsync(async () => result = await BackupAsync(database.Target, progress: new At("read", () =>
            alter = ServerText.ExecuteAsync(database.ConnectionString, ["ALTER TABLE t ADD COLUMN late INT DEFAULT 5, ALGORITHM=COPY"], TestContext.Current.CancellationToken))));
        await alter;

        if (failure is not null)
        {
            failure.ShouldBeOfType<FerryException>().Kind.ShouldBe(FailureKind.Source);
            $"{failure.Message} {((FerryException)failure).Reason}".ShouldContain("t");
            Archives().ShouldBeEmpty();
        }
        else
        {
            result!.Manifest.Databases[0].Tables.Single(table => table.Name == "t").Rows.ShouldBe(5000);
        }
    }

    [Theory, OnEachServer]
    public async Task Rows_written_during_the_backup_are_not_in_it(ServerKind kind)
    {
        await using var database = await LargeDatabaseAsync(kind, rows: 5000);

        var result = await BackupAsync(database.Target, progress: new At("read", () =>
            ServerText.ExecuteAsync(database.ConnectionString, ["DELETE FROM t WHERE id > 2500", "INSERT INTO u VALUES (1)"], TestContext.Current.CancellationToken).GetAwaiter().GetResult()));

        result.Manifest.Databases[0].Tables.Select(table => (table.Name, table.Rows)).ShouldBe([("t", 5000L), ("u", 0L)]);
    }

    private Task<BackupResult> BackupAsync(
        DatabaseTarget target, Func<BackupRequest, BackupRequest>? options = null, IProgress<ProgressEvent>? progress = null)
    {
        var request = new BackupRequest
        {
            Application = "app",
            Environment = "production",
            Databases = new Dictionary<string, DatabaseTarget> { ["main"] = target },
            Destination = new FileStorage(_folder.FullName),
            LockTimeout = TimeSpan.FromMinutes(1), // Other tests work on the same server.
        };
        return new BackupEngine(RoundTrip.Providers, TimeProvider.System)
            .RunAsync(options?.Invoke(request) ?? request, progress, TestContext.Current.CancellationToken);
    }

    private IEnumerable<string> Archives() => Directory.EnumerateFiles(_folder.FullName, "*", SearchOption.AllDirectories)
        .Select(path => Path.GetFileName(path)).Where(name => name != ".lock");

    private static async Task<TestDatabase> LargeDatabaseAsync(ServerKind kind, int rows = 8000)
    {
        var database = await TestServer.Of(kind).RequireAvailable().CreateDatabaseAsync("faults", TestContext.Current.CancellationToken);
        await ServerText.ExecuteAsync(database.ConnectionString, LargeTable(rows), TestContext.Current.CancellationToken);
        return database;
    }

    private static IEnumerable<string> LargeTable(int rows) =>
    [
        "CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(200))", "CREATE TABLE u (id INT)",
        "/*!80000 SET SESSION cte_max_recursion_depth = 100000 */", "/*M!100000 SET SESSION max_recursive_iterations = 100000 */",
        $"INSERT INTO t WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < {rows}) SELECT i, REPEAT(SHA2(i, 256), 3) FROM n",
    ];

    private static void KillOthers(TestDatabase database) => ServerText.KillSessionsAsync(
        database.ConnectionString, database.Name, TestContext.Current.CancellationToken).GetAwaiter().GetResult();

    private sealed class At(string phase, Action action) : IProgress<ProgressEvent>
    {
        public void Report(ProgressEvent value)
        {
            if (value is PhaseStarted started && started.Phase == phase)
            {
                action();
            }
        }
    }
}
