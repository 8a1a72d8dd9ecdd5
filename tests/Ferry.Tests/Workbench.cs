using Ferry.Archives;
using Ferry.Backup;
using Ferry.Restore;
using Ferry.Storage;
using Ferry.Testing.Memory;
using Ferry.Verification;
using Microsoft.Extensions.Time.Testing;

namespace Ferry.Tests;

/// <summary>An engine in memory, a storage in a temporary folder, and a clock that stands still: what most tests of the engine need.</summary>
internal sealed class Workbench : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("ferry-test-");

    public Workbench()
    {
        Storage = new FileStorage(_directory.FullName);
        Registry = new ProviderRegistry(Provider);
    }

    public MemoryProvider Provider { get; } = new();

    public ProviderRegistry Registry { get; }

    public FileStorage Storage { get; }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    public string Folder => Path.Combine(_directory.FullName, "movies");

    public BackupRequest Request(string database = "app") => new()
    {
        Application = "movies",
        Environment = "production",
        Databases = new Dictionary<string, Databases.DatabaseTarget> { ["main"] = MemoryProvider.Target(database) },
        Destination = Storage,
    };

    public RestoreRequest RestoreRequest(ArchiveReference archive, string database = "copy") => new()
    {
        Archive = archive,
        Targets = new Dictionary<string, Databases.DatabaseTarget> { ["main"] = MemoryProvider.Target(database) },
        Environment = "local",
        SafetyDestination = Storage,
        Application = "movies",
    };

    public Task<BackupResult> BackupAsync(BackupRequest? request = null) =>
        new BackupEngine(Registry, Time).RunAsync(request ?? Request(), null, TestContext.Current.CancellationToken);

    public async Task<RestoreResult> RestoreAsync(RestoreRequest request)
    {
        var engine = new RestoreEngine(Registry, Time);
        var plan = await engine.PlanAsync(request, TestContext.Current.CancellationToken);
        return await engine.ApplyAsync(plan, null, TestContext.Current.CancellationToken);
    }

    public Task<VerifyResult> VerifyAsync(ArchiveReference archive) =>
        new Verifier(Time).VerifyAsync(archive, null, TestContext.Current.CancellationToken);

    /// <summary>All files of the application's folder, hidden ones included, the lock excluded.</summary>
    public IReadOnlyList<string> Files() => Directory.Exists(Folder)
        ? [.. Directory.EnumerateFiles(Folder).Select(file => Path.GetFileName(file)!).Where(name => name != ".lock").Order()]
        : [];

    public void Dispose() => _directory.Delete(recursive: true);
}
