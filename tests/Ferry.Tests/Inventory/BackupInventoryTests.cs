using Ferry.Archives;
using Ferry.Databases;
using Ferry.Inventory;
using Ferry.Testing.Memory;
using Ferry.Verification;

namespace Ferry.Tests.Inventory;

public sealed class BackupInventoryTests : IDisposable
{
    private readonly Workbench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_proof_counts_in_a_listing_only_for_the_archive_that_it_speaks_of()
    {
        _bench.Provider.Databases["app"] = new MemoryDatabase().With("users", "ana", "bo");
        var first = (await _bench.BackupAsync()).Archive;
        _bench.Time.Advance(TimeSpan.FromSeconds(1));
        var second = (await _bench.BackupAsync()).Archive;
        await ProveAsync(first);
        File.Copy(Path.Combine(_bench.Folder, ProofOf(first)), Path.Combine(_bench.Folder, ProofOf(second)));

        var entries = await new BackupInventory(_bench.Storage, "movies").ListAsync(null, TestContext.Current.CancellationToken);

        entries.Count.ShouldBe(2);
        entries.Single(entry => entry.Archive.Name == first.Name).Proof.ShouldNotBeNull();
        entries.Single(entry => entry.Archive.Name == second.Name).Proof.ShouldBeNull();
    }

    private static string ProofOf(ArchiveReference archive) => Path.GetFileName(archive.Name) + ".proof.json";

    private Task<DrillResult> ProveAsync(ArchiveReference archive) => new Drill(_bench.Registry, _bench.Time).RunAsync(
        new DrillRequest(archive, new Dictionary<string, DatabaseTarget> { ["main"] = MemoryProvider.Target("drill") }), null, TestContext.Current.CancellationToken);
}
