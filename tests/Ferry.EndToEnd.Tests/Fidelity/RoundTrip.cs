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

    private RoundTrip(TestServer server, TestDatabase source, TestDatabase restored)
    {
        Server = server;
        _source = source;
        _restored = restored;
    }

    public TestServer Server { get; }

    public static ProviderRegistry Providers { get; } = new(new MySqlProvider(), new SqliteProvider());

    /// <summary>Makes the source by running statements in it.</summary>
    public static async Task<RoundTrip> MakeAsync(ServerKind kind, params IEnumerable<string> statements)
    {
        var token = TestContext.Current.CancellationToken;
        var server = TestServer.Of(kind).RequireAvailable();
        var trip = new RoundTrip(server, await server.CreateDatabaseAsync("src", token), await server.CreateDatabaseAsync("dst", token));
        await ServerText.ExecuteAsync(trip._source.ConnectionString, statements, token);
        return trip;
    }

    /// <summary>Makes, backs up, restores and compares.</summary>
    public static async Task SurvivesAsync(ServerKind kind, params IEnumerable<string> statements)
    {
        await using var trip = await MakeAsync(kind, statements);
        await trip.RunAsync();
        await trip.ShouldBeEqualAsync();
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

    public async Task<RestoreResult> RestoreAsync(ArchiveReference archive)
    {
        var engine = new RestoreEngine(Providers, TimeProvider.System);
        var plan = await engine.PlanAsync(
            new RestoreRequest
            {
                Archive = archive,
                Environment = "restored",
                Targets = new Dictionary<string, DatabaseTarget> { ["main"] = _restored.Target },
                SafetyDestination = new FileStorage(_folder.FullName),
            },
            TestContext.Current.CancellationToken);
        return await engine.ApplyAsync(plan, null, TestContext.Current.CancellationToken);
    }

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

    public async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync();
        await _restored.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
