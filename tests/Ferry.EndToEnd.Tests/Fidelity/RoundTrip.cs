using Ferry.Archives;
using Ferry.Backup;
using Ferry.Databases;
using Ferry.MySql;
using Ferry.Restore;
using Ferry.Sqlite;
using Ferry.Storage;
using Ferry.TestServers;

namespace Ferry.EndToEnd.Tests.Fidelity;

/// <summary>A database that is made by some SQL, backed up, restored under another name on the same server, and compared object by object.</summary>
internal sealed class RoundTrip : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ferry-fidelity-");
    private readonly TestDatabase _source;
    private readonly TestDatabase _restored;

    private RoundTrip(TestDatabase source, TestDatabase restored) => (_source, _restored) = (source, restored);

    public string Source => _source.Name;

    public string SourceConnection => _source.ConnectionString;

    public DatabaseTarget SourceTarget => _source.Target;

    public string Restored => _restored.Name;

    public DatabaseTarget RestoredTarget => _restored.Target;

    public string RestoredConnection => _restored.ConnectionString;

    public string Folder => _folder.FullName;

    public static ProviderRegistry Providers { get; } = new(new MySqlProvider(), new SqliteProvider());

    /// <summary>Makes the source by running statements in it.</summary>
    public static async Task<RoundTrip> MakeAsync(ServerKind kind, params IEnumerable<string> statements)
    {
        var token = TestContext.Current.CancellationToken;
        var server = TestServer.Of(kind).RequireAvailable();
        return await BetweenAsync(await server.CreateDatabaseAsync("src", token), await server.CreateDatabaseAsync("dst", token), statements);
    }

    /// <summary>The same on a server with settings of its own.</summary>
    public static async Task<RoundTrip> MakeAsync(PrivateServer server, params IEnumerable<string> statements)
    {
        var token = TestContext.Current.CancellationToken;
        return await BetweenAsync(await server.CreateDatabaseAsync("src", token), await server.CreateDatabaseAsync("dst", token), statements);
    }

    /// <summary>From one database to another, which may be on another server.</summary>
    public static async Task<RoundTrip> BetweenAsync(TestDatabase source, TestDatabase restored, params IEnumerable<string> statements)
    {
        await ServerText.ExecuteAsync(source.ConnectionString, statements, TestContext.Current.CancellationToken);
        return new RoundTrip(source, restored);
    }

    /// <summary>Makes, backs up, restores and compares.</summary>
    public static async Task SurvivesAsync(ServerKind kind, params IEnumerable<string> statements)
    {
        await using var trip = await MakeAsync(kind, statements);
        await trip.RunAsync();
        await trip.ShouldBeEqualAsync();
    }

    /// <summary>The same twice: with keys that are built over the rows, and with keys that are made with the tables.</summary>
    public static async Task SurvivesEitherWayAsync(ServerKind kind, params IEnumerable<string> statements)
    {
        await using var trip = await MakeAsync(kind, statements);
        var backup = await trip.BackupAsync();
        foreach (var small in new[] { 0, long.MaxValue })
        {
            await trip.RestoreAsync(backup.Archive, request => request with { SmallTableBytes = small });
            await trip.ShouldBeEqualAsync();
            await trip.EmptyRestoredAsync();
        }
    }

    /// <summary>Backs up and restores.</summary>
    public async Task<RestoreResult> RunAsync(Func<BackupRequest, BackupRequest>? options = null)
    {
        var backup = await BackupAsync(options);
        return await RestoreAsync(backup.Archive);
    }

    public Task<BackupResult> BackupAsync(Func<BackupRequest, BackupRequest>? options = null)
    {
        var request = new BackupRequest
        {
            Application = "fidelity",
            Environment = "source",
            Databases = new Dictionary<string, DatabaseTarget> { ["main"] = _source.Target },
            Destination = new FileStorage(_folder.FullName),
            LockTimeout = TimeSpan.FromMinutes(1), // Other tests work on the same server.
        };
        return new BackupEngine(Providers, TimeProvider.System).RunAsync(options?.Invoke(request) ?? request, null, TestContext.Current.CancellationToken);
    }

    public async Task<RestoreResult> RestoreAsync(ArchiveReference archive, Func<RestoreRequest, RestoreRequest>? options = null) =>
        await new RestoreEngine(Providers, TimeProvider.System).ApplyAsync(await PlanAsync(archive, options), null, TestContext.Current.CancellationToken);

    public Task<RestorePlan> PlanAsync(ArchiveReference archive, Func<RestoreRequest, RestoreRequest>? options = null)
    {
        var request = new RestoreRequest
        {
            Archive = archive,
            Environment = "restored",
            Targets = new Dictionary<string, DatabaseTarget> { ["main"] = _restored.Target },
            SafetyDestination = new FileStorage(_folder.FullName),
            SmallTableBytes = 0, // Every table as if it were large: keys are built over its rows.
        };
        return new RestoreEngine(Providers, TimeProvider.System).PlanAsync(options?.Invoke(request) ?? request, TestContext.Current.CancellationToken);
    }

    /// <summary>What the server says of the source.</summary>
    public async Task<string> DescribeSourceAsync() =>
        string.Join("\n", await ServerText.DescribeAsync(_source.ConnectionString, _source.Name, TestContext.Current.CancellationToken));

    /// <summary>Fails unless every table's rows and every object's definition are the same in both databases, by the server's own account.</summary>
    public async Task ShouldBeEqualAsync()
    {
        var token = TestContext.Current.CancellationToken;
        var source = await ServerText.DescribeAsync(_source.ConnectionString, _source.Name, token);
        var restored = await ServerText.DescribeAsync(_restored.ConnectionString, _restored.Name, token);
        string.Join("\n", restored).ShouldBe(string.Join("\n", source));
    }

    /// <summary>One value out of the restored database.</summary>
    public Task<object?> RestoredAsync(string sql) => ServerText.ScalarAsync(_restored.ConnectionString, sql, TestContext.Current.CancellationToken);

    /// <summary>Makes the restored database empty again.</summary>
    public Task EmptyRestoredAsync() => ServerText.ExecuteAsync(
        _source.ConnectionString, [$"DROP DATABASE `{Restored}`", $"CREATE DATABASE `{Restored}` DEFAULT CHARACTER SET utf8mb4"], TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync();
        await _restored.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
