using Ferry.Archives;
using Ferry.Backup;
using Ferry.EndToEnd.Tests.Fidelity;
using Ferry.EndToEnd.Tests.Sync;
using Ferry.Progress;
using Ferry.Restore;
using Ferry.Storage;

namespace Ferry.EndToEnd.Tests.Restore;

/// <summary>A restore of two databases: both are replaced, or none.</summary>
public abstract class SeveralDatabasesTests : IAsyncLifetime
{
    private const int Killed = 128 + 9;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ferry-several-");
    private readonly Dictionary<string, SyncSide> _source = [];
    private readonly Dictionary<string, SyncSide> _local = [];

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>The crash point right after a database was replaced.</summary>
    private protected abstract string Replaced { get; }

    private protected abstract Task<SyncSide> MakeAsync();

    /// <summary>Removes the rows of what was loaded beside a target.</summary>
    private protected abstract Task SpoilLoadedAsync(SyncSide target, string table);

    /// <summary>Lets whatever replaces the second database fail; the source can still be backed up.</summary>
    /// <returns>Ends the obstacle.</returns>
    private protected abstract Task<IAsyncDisposable> ObstructAsync(SyncSide source, SyncSide target, Func<Task> backup);

    public async ValueTask InitializeAsync()
    {
        foreach (var key in new[] { "main", "second" })
        {
            _source[key] = await MakeAsync();
            await _source[key].ExecuteAsync($"CREATE TABLE {key}_rows (id INT PRIMARY KEY, v VARCHAR(20))", $"INSERT INTO {key}_rows VALUES (1, 'new'), (2, 'newer')", $"CREATE VIEW {key}_view AS SELECT id FROM {key}_rows");
            _local[key] = await MakeAsync();
            await _local[key].ExecuteAsync($"CREATE TABLE {key}_rows (id INT PRIMARY KEY, v VARCHAR(20))", $"INSERT INTO {key}_rows VALUES (77, 'old')", "CREATE TABLE mine (id INT PRIMARY KEY)", "INSERT INTO mine VALUES (5)", "CREATE VIEW mine_view AS SELECT id FROM mine");
        }

        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "ferry.json"), $$"""
            { "Ferry": { "Application": "app", "Environments": {
                "local": { "Databases": { {{Urls(_local)}} } }, "staging": { "Databases": { {{Urls(_source)}} } } } } }
            """, Token);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var side in _source.Values.Concat(_local.Values))
        {
            await side.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Both_are_replaced_and_nothing_is_left_beside_them()
    {
        await BackupAsync();

        (await RestoreAsync()).Ended(0);

        await ShouldBeAsync("main", restored: true);
        await ShouldBeAsync("second", restored: true);
        await ShouldLeaveNothingAsync();
    }

    [Fact]
    public async Task A_second_that_differs_from_the_backup_leaves_both_as_they_were()
    {
        var archive = await BackupAsync();
        var request = new RestoreRequest
        {
            Archive = archive,
            Environment = "local",
            Targets = _local.ToDictionary(local => local.Key, local => local.Value.Target),
            SafetyDestination = new FileStorage(Path.Combine(_folder.FullName, "backups")),
            Application = "app",
        };
        var engine = new RestoreEngine(RoundTrip.Providers, TimeProvider.System);
        var plan = await engine.PlanAsync(request, Token);

        var failure = await Should.ThrowAsync<FerryException>(() => engine.ApplyAsync(
            plan, new At("compare", "second", () => SpoilLoadedAsync(_local["second"], "second_rows").GetAwaiter().GetResult()), Token));

        failure.Kind.ShouldBe(FailureKind.Mismatch);
        await ShouldBeAsync("main", restored: false);
        await ShouldBeAsync("second", restored: false);
        await ShouldLeaveNothingAsync();
    }

    [Fact]
    public async Task A_second_that_cannot_be_replaced_puts_the_first_back()
    {
        var before = await _local["main"].DumpAsync();
        await using (await ObstructAsync(_source["second"], _local["second"], BackupAsync))
        {
            var run = await RestoreAsync();

            run.ExitCode.ShouldBeOneOf(6, 10);
            $"{run.Output}{run.Error}".ShouldContain($"Put back as they were before this restore: {_local["main"].Target.Display}");
            (await _local["main"].DumpAsync()).ShouldBe(before);
            await ShouldBeAsync("second", restored: false);
        }

        await ShouldBeAsync("main", restored: false);
        await ShouldLeaveNothingAsync();
    }

    [Fact]
    public async Task A_run_killed_between_two_is_told_by_the_next_which_completes()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "Needs SIGKILL.");
        await BackupAsync();
        (await RestoreAsync(Replaced)).ExitCode.ShouldBe(Killed);
        await ShouldBeAsync("main", restored: true);
        await ShouldBeAsync("second", restored: false);

        var run = (await RestoreAsync()).Ended(3);

        run.Output.ShouldContain($"It had replaced {_local["main"].Target.Display}.");
        run.Output.ShouldContain($"It had not touched {_local["second"].Target.Display}.");
        await ShouldBeAsync("main", restored: true);
        await ShouldBeAsync("second", restored: true);
        await ShouldLeaveNothingAsync();
        (await RestoreAsync()).Ended(0);
    }

    /// <summary>Names of what a restore has left beside the targets.</summary>
    private protected abstract Task<IReadOnlyList<string>> LeftoversAsync(SyncSide target);

    private async Task<ArchiveReference> BackupAsync() => (await new BackupEngine(RoundTrip.Providers, TimeProvider.System).RunAsync(
        new BackupRequest
        {
            Application = "app",
            Environment = "staging",
            Databases = _source.ToDictionary(source => source.Key, source => source.Value.Target),
            Destination = new FileStorage(Path.Combine(_folder.FullName, "backups")),
            LockTimeout = TimeSpan.FromMinutes(1), // Other tests work on the same server.
        },
        null,
        Token)).Archive;

    private Task<FerryRun> RestoreAsync(string? crashAt = null) => FerryProcess.RunAsync(
        _folder.FullName,
        ["restore", "--env", "staging", "--backup", "latest", "--into", "local", "--force", "--json"],
        crashAt is null ? null : new Dictionary<string, string> { ["FERRY_CRASH_AT"] = crashAt });

    private async Task ShouldBeAsync(string key, bool restored)
    {
        (await _local[key].RowsAsync($"SELECT id FROM {key}_rows ORDER BY id")).ShouldBe(restored ? ["1", "2"] : ["77"], key);
        (await _local[key].TablesAsync()).Contains("mine").ShouldBe(!restored, key);
        (await _local[key].RowsAsync(restored ? $"SELECT COUNT(*) FROM {key}_view" : "SELECT COUNT(*) FROM mine_view")).ShouldBe([restored ? "2" : "1"], key);
    }

    private async Task ShouldLeaveNothingAsync()
    {
        foreach (var local in _local.Values)
        {
            (await LeftoversAsync(local)).ShouldBeEmpty();
        }
    }

    private static string Urls(Dictionary<string, SyncSide> sides) =>
        string.Join(", ", sides.Select(side => $"\"{side.Key}\": \"{side.Value.Target.Display}\""));

    private sealed class At(string phase, string database, Action action) : IProgress<ProgressEvent>
    {
        public void Report(ProgressEvent value)
        {
            if (value is PhaseStarted started && started.Phase == phase && started.Database == database)
            {
                action();
            }
        }
    }
}
