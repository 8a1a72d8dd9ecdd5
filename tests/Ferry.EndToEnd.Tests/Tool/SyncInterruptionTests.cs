using System.Diagnostics;
using System.Globalization;
using Ferry.Databases;
using Ferry.EndToEnd.Tests.Fidelity;
using Ferry.EndToEnd.Tests.Sync;
using Ferry.Sqlite;
using Ferry.TestServers;
using MySqlConnector;

namespace Ferry.EndToEnd.Tests.Tool;

/// <summary>Syncs on servers that are stopped at the keyboard, meet another one, or lose their source.</summary>
public sealed class SyncInterruptionTests : IDisposable
{
    private const int MostAttempts = 400;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ferry-stop-");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory, OnEachServer]
    public async Task Ctrl_C_while_the_source_is_read_writes_nothing(ServerKind kind)
    {
        // Whoever wants a snapshot of any database on the server waits meanwhile, other tests as well.
        await using var server = await PrivateServer.StartAsync(kind, [], Cancelled);
        await using var pair = await MakeAsync(await SideAsync(server), await SideAsync(server));
        var before = await pair.Local.DumpAsync();

        // The snapshot waits for whoever writes; the patience of the settings is longer than ours.
        await InterruptAsync(pair.Production, "LOCK TABLES movies WRITE", "opening a snapshot");

        (await pair.Local.DumpAsync()).ShouldBe(before);
        (await RunAsync("sync --production --force --no-backup")).Ended(0);
    }

    [Theory, OnEachServer]
    public async Task Ctrl_C_while_rows_are_written_takes_all_of_them_back(ServerKind kind)
    {
        await using var pair = await MakeAsync(kind);
        var before = await pair.Local.DumpAsync();

        // A lock that others may read through: MySQL's plan reads the target's rows with locks of its own.
        await InterruptAsync(pair.Local, "SELECT title FROM movies WHERE slug = 'alien' LOCK IN SHARE MODE", "merging");

        (await pair.Local.DumpAsync()).ShouldBe(before);
        (await RunAsync("sync --production --force --no-backup")).Ended(0).Output.ShouldContain("Merged production into local");
        (await RunAsync("sync undo --force")).Ended(0);
        (await pair.Local.DumpAsync()).ShouldBe(before);
    }

    [Theory, OnEachServer]
    public async Task A_second_sync_into_the_same_target_ends_with_9(ServerKind kind)
    {
        await using var pair = await MakeAsync(kind);
        var before = await pair.Local.DumpAsync();
        await using var other = await OpenAsync(pair.Local);
        await ExecuteAsync(other, $"SELECT GET_LOCK('{pair.Local.Target.Database}_ferry_production', 0)");

        var run = (await RunAsync("sync --production --force --no-backup")).Ended(9);

        run.Error.ShouldContain("sync.target-locked");
        run.Error.ShouldContain("nothing was changed");
        (await pair.Local.DumpAsync()).ShouldBe(before);
    }

    [Theory, OnEachServer]
    public async Task A_restore_into_the_target_of_a_running_sync_ends_with_9(ServerKind kind)
    {
        await using var pair = await MakeAsync(kind);
        var before = await pair.Local.DumpAsync();
        (await RunAsync("backup --production")).Ended(0);

        await InterruptAsync(pair.Local, "SELECT title FROM movies WHERE slug = 'alien' LOCK IN SHARE MODE", "merging", async () =>
            (await RunAsync("restore --production --backup latest --force")).Ended(9).Error.ShouldContain("mysql.target-locked"));

        (await pair.Local.DumpAsync()).ShouldBe(before);
        (await RunAsync("restore --production --backup latest --force")).Ended(0);
        (await pair.Local.DumpAsync()).ShouldBe(await pair.Production.DumpAsync());
    }

    [Fact]
    public async Task A_file_that_a_sync_works_on_is_not_replaced_by_a_restore()
    {
        await using var side = new SqliteSide();
        await side.ExecuteAsync("CREATE TABLE t (id INTEGER PRIMARY KEY)");
        var image = Path.Combine(_folder.FullName, "image.sqlite");
        File.Copy(side.Target.Path!, image);
        var provider = new SqliteProvider();
        await using var syncing = await provider.OpenAsync(side.Target, SessionAccess.Write, Cancelled);
        await using var restoring = await provider.OpenAsync(side.Target, SessionAccess.Write, Cancelled);
        await using (await syncing.Merge!.OpenAsync("ferry_production_", Cancelled))
        {
            var failure = await Should.ThrowAsync<FerryException>(() => restoring.Image!.ReplaceAsync(image, image + ".old", Cancelled).AsTask());
            failure.Kind.ShouldBe(FailureKind.Locked);
            File.Exists(image).ShouldBeTrue();
        }

        await restoring.Image!.ReplaceAsync(image, image + ".old", Cancelled);
        File.Exists(image).ShouldBeFalse();
    }

    private async Task InterruptAsync(SyncSide side, string obstacle, string phase, Func<Task>? meanwhile = null)
    {
        await using var holder = await OpenAsync(side);
        await ExecuteAsync(holder, "SET SESSION autocommit = 0");
        await ExecuteAsync(holder, obstacle);
        using var process = FerryProcess.Start(_folder.FullName, ["sync", "--production", "--force", "--no-backup"]);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(Cancelled);
        var errors = new List<string>();
        while (errors.Count == 0 || !errors[^1].Contains(phase, StringComparison.Ordinal))
        {
            errors.Add(await process.StandardError.ReadLineAsync(Cancelled) ?? throw new InvalidOperationException($"It ended before '{phase}':\n{string.Join('\n', errors)}\n{await output}"));
        }

        await UntilSomebodyWaitsAsync(side);
        await (meanwhile?.Invoke() ?? Task.CompletedTask);
        using var kill = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]);
        var rest = await process.StandardError.ReadToEndAsync(Cancelled);
        await process.WaitForExitAsync(Cancelled);

        process.ExitCode.ShouldBe(130, rest);
        rest.ShouldContain("Stopped by Ctrl+C.");
        await output;
    }

    // Seen from the server: a statement of ours waits for the one that is in the way.
    private static async Task UntilSomebodyWaitsAsync(SyncSide side)
    {
        for (var attempt = 0; (await side.RowsAsync(
            """
            SELECT (SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE ID <> CONNECTION_ID() AND STATE LIKE 'Waiting for%lock%')
              + (SELECT COUNT(*) FROM information_schema.INNODB_TRX WHERE trx_state = 'LOCK WAIT')
            """)) is ["0"]; attempt++)
        {
            attempt.ShouldBeLessThan(MostAttempts, "nobody waits for the lock");

            // INNODB_TRX is a copy that is made anew only when nobody has read it for 100 ms.
            await Task.Delay(250, Cancelled);
        }
    }

    private async Task<SyncPair> MakeAsync(ServerKind kind) => await MakeAsync(await ServerSide.MakeAsync(kind), await ServerSide.MakeAsync(kind));

    private static async Task<SyncSide> SideAsync(PrivateServer server) => new ServerSide(await server.CreateDatabaseAsync("sync", Cancelled));

    private async Task<SyncPair> MakeAsync(SyncSide production, SyncSide local)
    {
        var pair = new SyncPair(production, local);
        await SyncScene.MakeAsync(pair, numbered: true);
        await pair.Production.ExecuteAsync("UPDATE movies SET title = 'Alien, the cut' WHERE slug = 'alien'");
        await File.WriteAllTextAsync(
            Path.Combine(_folder.FullName, "ferry.json"),
            $$"""
            { "Ferry": { "Application": "movies", "Backup": { "LockTimeout": "2m" }, "Environments": {
                "local": { "Databases": { "main": "{{pair.Local.Target.Display}}" } },
                "production": { "Databases": { "main": "{{pair.Production.Target.Display}}" } } },
              "Sync": { "Identity": { "users": ["email"], "movies": ["slug"] } } } }
            """,
            Cancelled);
        return pair;
    }

    private static async Task<MySqlConnection> OpenAsync(SyncSide side)
    {
        var target = side.Target;
        var connection = new MySqlConnection($"Server=127.0.0.1;Port={target.Port};User ID={target.Username};Database={target.Database};Pooling=false;SslMode=None;AllowPublicKeyRetrieval=true");
        await connection.OpenAsync(Cancelled);
        return connection;
    }

    private static async Task ExecuteAsync(MySqlConnection connection, string sql)
    {
        await using var command = new MySqlCommand(sql, connection);
        await command.ExecuteScalarAsync(Cancelled);
    }

    private Task<FerryRun> RunAsync(string line) => FerryProcess.RunAsync(_folder.FullName, line.Split(' '));
}
