using Ferry.Backup;
using Ferry.Databases;
using Ferry.EndToEnd.Tests.Fidelity;
using Ferry.Inventory;
using Ferry.Restore;
using Ferry.Storage;
using Ferry.TestServers;

namespace Ferry.EndToEnd.Tests.Faults;

/// <summary>Servers that refuse: no connection left, a locked account, a lock that somebody holds, rights that are missing.</summary>
public sealed class ServerRefusalTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ferry-refusals-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory, OnEachServer]
    public async Task A_server_without_a_connection_left_cannot_be_reached(ServerKind kind)
    {
        await using var server = await PrivateServer.StartAsync(kind, ["--max-connections=10"], Token);
        await ServerText.ExecuteAsync(
            server.ConnectionString, ["CREATE DATABASE app", "CREATE USER app@'%' IDENTIFIED BY 'canary-41'", "GRANT ALL ON app.* TO app@'%'"], Token);
        var target = server.Target("app") with { Username = "app", Password = new Secret("canary-41") };
        var open = new List<MySqlConnector.MySqlConnection>();
        try
        {
            for (var count = 0; count < 11 && await Record.ExceptionAsync(async () => open.Add(await server.OpenAsync(Token))) is null; count++)
            {
                continue;
            }

            var failure = await Should.ThrowAsync<FerryException>(() => BackupAsync(target));

            failure.Kind.ShouldBe(FailureKind.Unreachable);
            failure.ToString().ShouldNotContain("canary-41");
            failure.Remedy.ShouldNotBeNullOrEmpty();
        }
        finally
        {
            foreach (var connection in open)
            {
                await connection.DisposeAsync();
            }
        }

        Archives().ShouldBeEmpty();
    }

    [Theory, OnEachServer]
    public async Task A_locked_account_cannot_log_in(ServerKind kind)
    {
        await using var database = await DatabaseAsync(kind);
        var user = $"l{Guid.NewGuid():N}"[..16];
        await ServerText.ExecuteAsync(database.ConnectionString, [$"CREATE USER {user}@'%' IDENTIFIED BY 'pw' ACCOUNT LOCK"], Token);
        try
        {
            var failure = await Should.ThrowAsync<FerryException>(() => BackupAsync(database.Target with { Username = user, Password = new Secret("pw") }));

            failure.Kind.ShouldBe(FailureKind.Unreachable);
        }
        finally
        {
            await ServerText.ExecuteAsync(database.ConnectionString, [$"DROP USER {user}@'%'"], CancellationToken.None);
        }
    }

    [Theory, OnEachServer]
    public async Task A_lock_that_somebody_holds_ends_the_backup_or_is_worked_around_and_production_goes_on(ServerKind kind)
    {
        await using var server = await PrivateServer.StartAsync(kind, [], Token);
        await ServerText.ExecuteAsync(
            server.ConnectionString, ["CREATE DATABASE app", "CREATE TABLE app.t (id INT PRIMARY KEY)", "INSERT INTO app.t VALUES (1)"], Token);
        await using var holder = await server.OpenAsync(Token);
        await ExecuteAsync(holder, "LOCK TABLES app.t WRITE");
        var started = TimeProvider.System.GetTimestamp();

        var failure = await Should.ThrowAsync<FerryException>(() => BackupAsync(server.Target("app")));

        TimeProvider.System.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(40));
        failure.Kind.ShouldBe(FailureKind.Stalled);
        failure.Reason.ShouldNotBeNull().ShouldContain($"session {holder.ServerThread.ToString(System.Globalization.CultureInfo.InvariantCulture)} ");
        Archives().ShouldBeEmpty();
        await ExecuteAsync(holder, "INSERT INTO app.t VALUES (2)");
        await ExecuteAsync(holder, "UNLOCK TABLES");
        await ServerText.ExecuteAsync(server.ConnectionString, ["SET SESSION lock_wait_timeout = 1", "INSERT INTO app.t VALUES (3)"], Token);
    }

    [Theory, OnEachServer]
    public async Task A_procedure_whose_body_may_not_be_read_is_refused_or_left_out_aloud(ServerKind kind)
    {
        await using var database = await DatabaseAsync(kind);
        var user = $"o{Guid.NewGuid():N}"[..16];
        await ServerText.ExecuteAsync(
            database.ConnectionString,
            [
                "CREATE PROCEDURE hidden() SELECT 1", $"CREATE USER {user}@'%' IDENTIFIED BY 'pw'",
                $"GRANT SELECT, SHOW VIEW, TRIGGER, EVENT, EXECUTE ON `{database.Name}`.* TO {user}@'%'",
            ],
            Token);
        try
        {
            var target = database.Target with { Username = user, Password = new Secret("pw") };

            var failure = await Should.ThrowAsync<FerryException>(() => BackupAsync(target));
            failure.Kind.ShouldBe(FailureKind.Refused);
            $"{failure.Message} {failure.Reason}".ShouldContain("hidden");

            var result = await BackupAsync(target, request => request with { AllowOmissions = true });
            result.Warnings.ShouldContain(warning => warning.Message.Contains("hidden", StringComparison.Ordinal));
            result.Manifest.Warnings.ShouldContain(warning => warning.Message.Contains("hidden", StringComparison.Ordinal));
        }
        finally
        {
            await ServerText.ExecuteAsync(database.ConnectionString, [$"DROP USER {user}@'%'"], CancellationToken.None);
        }
    }

    [Theory, OnEachServer]
    public async Task A_restore_that_lacks_a_right_leaves_the_old_data(ServerKind kind)
    {
        await using var source = await DatabaseAsync(kind);
        await using var target = await DatabaseAsync(kind);
        await ServerText.ExecuteAsync(source.ConnectionString, ["CREATE VIEW v AS SELECT id FROM t"], Token);
        await ServerText.ExecuteAsync(target.ConnectionString, ["INSERT INTO t VALUES (77)"], Token);
        var before = await ServerText.DescribeAsync(target.ConnectionString, target.Name, Token);
        var user = $"r{Guid.NewGuid():N}"[..16];
        await ServerText.ExecuteAsync(
            source.ConnectionString,
            [
                $"CREATE USER {user}@'%' IDENTIFIED BY 'pw'", $"GRANT ALL ON `ferry\\_%`.* TO {user}@'%'", $"REVOKE CREATE VIEW ON `ferry\\_%`.* FROM {user}@'%'",
            ],
            Token);
        try
        {
            var backup = await BackupAsync(source.Target);
            var request = new RestoreRequest
            {
                Archive = BackupInventory.FromPath(backup.Location),
                Targets = new Dictionary<string, DatabaseTarget> { ["main"] = target.Target with { Username = user, Password = new Secret("pw") } },
                Environment = "local",
                Application = "app",
                SafetyDestination = new FileStorage(_folder.FullName),
            };
            var engine = new RestoreEngine(RoundTrip.Providers, TimeProvider.System);

            var failure = await Should.ThrowAsync<FerryException>(async () =>
                await engine.ApplyAsync(await engine.PlanAsync(request, Token), null, Token));

            failure.Kind.ShouldBeOneOf(FailureKind.Refused, FailureKind.Unsupported, FailureKind.Destination, FailureKind.Source);
            (await ServerText.DescribeAsync(target.ConnectionString, target.Name, Token)).ShouldBe(before);
        }
        finally
        {
            await ServerText.ExecuteAsync(source.ConnectionString, [$"DROP USER {user}@'%'"], CancellationToken.None);
        }
    }

    private Task<BackupResult> BackupAsync(DatabaseTarget target, Func<BackupRequest, BackupRequest>? options = null)
    {
        var request = new BackupRequest
        {
            Application = "app",
            Environment = "production",
            Databases = new Dictionary<string, DatabaseTarget> { ["main"] = target },
            Destination = new FileStorage(_folder.FullName),
            LockTimeout = TimeSpan.FromSeconds(5),
        };
        return new BackupEngine(RoundTrip.Providers, TimeProvider.System).RunAsync(options?.Invoke(request) ?? request, null, Token);
    }

    private IEnumerable<string> Archives() => Directory.EnumerateFiles(_folder.FullName, "*", SearchOption.AllDirectories)
        .Select(path => Path.GetFileName(path)).Where(name => name != ".lock");

    private static async Task<TestDatabase> DatabaseAsync(ServerKind kind)
    {
        var database = await TestServer.Of(kind).RequireAvailable().CreateDatabaseAsync("refuse", Token);
        await ServerText.ExecuteAsync(database.ConnectionString, ["CREATE TABLE t (id INT PRIMARY KEY)", "INSERT INTO t VALUES (1)"], Token);
        return database;
    }

    private static async Task ExecuteAsync(MySqlConnector.MySqlConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Token);
    }
}
