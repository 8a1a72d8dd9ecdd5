using Ferry.Archives;
using Ferry.Inventory;
using Ferry.Testing.Memory;
using Ferry.Tests.Archives;

namespace Ferry.Tests.Restore;

/// <summary>A damaged archive: what is whole in it comes back when that is asked for, and never in silence.</summary>
public sealed class SalvageTests : IDisposable
{
    private readonly Workbench _bench = new();

    public SalvageTests() => _bench.Provider.Databases["app"] = new MemoryDatabase()
        .With("users", Enumerable.Range(1, 100).Select(id => $"{id}\tuser {id}"))
        .With("notes", "one", "two")
        .With("empty");

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Tables_that_are_whole_come_back_and_the_damaged_one_is_named()
    {
        var archive = await DamagedAsync(ChunkOf("users", 1));

        var result = await _bench.RestoreAsync(_bench.RestoreRequest(archive) with { Salvage = true });

        _bench.Provider.Databases["copy"].Tables.Keys.Order().ShouldBe(["empty", "notes"]);
        _bench.Provider.Databases["copy"].Tables["notes"].ShouldBe(_bench.Provider.Databases["app"].Tables["notes"]);
        var warning = result.Warnings.ShouldHaveSingleItem();
        warning.Code.ShouldBe("restore.table-damaged");
        warning.Message.ShouldContain("users");
    }

    [Fact]
    public async Task What_the_target_has_under_the_damaged_name_stays()
    {
        var archive = await DamagedAsync(ChunkOf("users", 0));
        _bench.Provider.Databases["copy"] = new MemoryDatabase().With("users", "mine").With("notes", "old").With("extra", "stays");

        var result = await _bench.RestoreAsync(_bench.RestoreRequest(archive) with { Salvage = true });

        result.SafetyBackup.ShouldNotBeNull();
        _bench.Provider.Databases["copy"].Tables["users"].ShouldBe("mine\n"u8.ToArray());
        _bench.Provider.Databases["copy"].Tables["notes"].ShouldBe(_bench.Provider.Databases["app"].Tables["notes"]);
        _bench.Provider.Databases["copy"].Tables.Keys.Order().ShouldBe(["empty", "extra", "notes", "users"]);
    }

    [Fact]
    public async Task Without_being_asked_any_damage_ends_the_restore()
    {
        var archive = await DamagedAsync(ChunkOf("users", 0));

        var failure = await Should.ThrowAsync<FerryException>(() => _bench.RestoreAsync(_bench.RestoreRequest(archive)));

        failure.Kind.ShouldBe(FailureKind.Integrity);
        failure.Remedy.ShouldNotBeNull().ShouldContain("--salvage");
        _bench.Provider.Databases.ShouldNotContainKey("copy");
    }

    [Fact]
    public async Task A_table_that_is_whole_is_had_by_its_name_and_a_damaged_one_is_not()
    {
        var archive = await DamagedAsync(ChunkOf("users", 0));

        await _bench.RestoreAsync(_bench.RestoreRequest(archive) with { Salvage = true, Tables = ["notes"] });
        var failure = await Should.ThrowAsync<FerryException>(
            () => _bench.RestoreAsync(_bench.RestoreRequest(archive, "other") with { Salvage = true, Tables = ["users"] }));

        _bench.Provider.Databases["copy"].Tables.Keys.ShouldBe(["notes"]);
        failure.Kind.ShouldBe(FailureKind.Integrity);
        _bench.Provider.Databases.ShouldNotContainKey("other");
    }

    [Fact]
    public async Task A_text_for_people_that_is_damaged_costs_no_table()
    {
        var archive = await DamagedAsync(_ => "README.txt");

        var result = await _bench.RestoreAsync(_bench.RestoreRequest(archive) with { Salvage = true });

        result.Warnings.ShouldBeEmpty();
        _bench.Provider.Databases["copy"].Describe().ShouldBe(_bench.Provider.Databases["app"].Describe());
    }

    [Fact]
    public async Task Definitions_that_are_damaged_leave_nothing_to_salvage()
    {
        var archive = await DamagedAsync(manifest => manifest.Databases[0].Schema!);

        var failure = await Should.ThrowAsync<FerryException>(() => _bench.RestoreAsync(_bench.RestoreRequest(archive) with { Salvage = true }));

        failure.Kind.ShouldBe(FailureKind.Integrity);
        failure.Remedy.ShouldNotBeNull().ShouldNotContain("--salvage");
        _bench.Provider.Databases.ShouldNotContainKey("copy");
    }

    [Fact]
    public async Task Of_a_whole_archive_everything_is_restored()
    {
        var backup = await _bench.BackupAsync();
        _bench.Provider.Databases["copy"] = new MemoryDatabase().With("extra", "goes");

        var result = await _bench.RestoreAsync(_bench.RestoreRequest(backup.Archive) with { Salvage = true });

        result.Warnings.ShouldBeEmpty();
        _bench.Provider.Databases["copy"].Describe().ShouldBe(_bench.Provider.Databases["app"].Describe());
    }

    private static Func<Manifest, string> ChunkOf(string table, int index) =>
        manifest => manifest.Databases[0].Tables.Single(entry => entry.Name == table).Chunks[index].Path;

    // A bit in the middle of one member.
    private async Task<ArchiveReference> DamagedAsync(Func<Manifest, string> member)
    {
        var backup = await _bench.BackupAsync();
        var bytes = await File.ReadAllBytesAsync(backup.Location, TestContext.Current.CancellationToken);
        var (offset, length) = StoredMembers.Find(bytes, member(backup.Manifest));
        bytes[offset + (length / 2)] ^= 0x04;
        await File.WriteAllBytesAsync(backup.Location, bytes, TestContext.Current.CancellationToken);
        return BackupInventory.FromPath(backup.Location);
    }
}
