using Ferry.Schema;

namespace Ferry.Tests.Backup;

public sealed class BackupEngineTests : IDisposable
{
    private readonly Workbench _bench = new();

    public BackupEngineTests() => _bench.Provider.Databases["app"] = new Testing.Memory.MemoryDatabase()
        .With("users", Enumerable.Range(1, 100).Select(id => $"{id}\tuser {id}"))
        .With("empty")
        .With("notes", "one", "one", "two");

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_backup_holds_every_row_of_every_table()
    {
        var result = await _bench.BackupAsync();

        var tables = result.Manifest.Databases.ShouldHaveSingleItem().Tables;
        tables.Select(table => (table.Name, table.Rows)).ShouldBe([("empty", 0), ("notes", 3), ("users", 100)]);
        (await _bench.VerifyAsync(result.Archive)).Rows.ShouldBe(103);
    }

    [Fact]
    public async Task The_archive_is_named_after_environment_and_second_and_is_readable_by_its_owner_alone()
    {
        await _bench.BackupAsync();

        _bench.Files().ShouldBe(["production-2026-01-02-03-04-05.zip"]);
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(Path.Combine(_bench.Folder, "production-2026-01-02-03-04-05.zip"))
                .ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
            File.GetUnixFileMode(_bench.Folder).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Fact]
    public async Task Two_backups_in_the_same_second_get_two_names_and_the_first_stays_as_it_was()
    {
        var first = await _bench.BackupAsync();
        var bytes = await File.ReadAllBytesAsync(first.Location, TestContext.Current.CancellationToken);

        var second = await _bench.BackupAsync();

        second.Archive.ShortName.ShouldBe("production-2026-01-02-03-04-05-2");
        (await File.ReadAllBytesAsync(first.Location, TestContext.Current.CancellationToken)).ShouldBe(bytes);
    }

    [Fact]
    public async Task Excluded_tables_are_left_out_and_structure_only_tables_have_no_rows()
    {
        var selection = new TableSelection([], ["note*"], ["users"]);

        var result = await _bench.BackupAsync(_bench.Request() with { Selection = selection });

        result.Manifest.Databases[0].Tables.Select(table => (table.Name, table.Content, table.Rows))
            .ShouldBe([("empty", TableContent.Rows, 0), ("users", TableContent.StructureOnly, 0)]);
    }

    [Fact]
    public async Task Chunks_are_cut_at_row_ends_when_they_grow_too_large()
    {
        _bench.Provider.Databases["app"].With("big", Enumerable.Range(0, 30000).Select(id => $"{id}\t{new string('x', 100)}"));

        var result = await _bench.BackupAsync(_bench.Request() with { ChunkBytes = 1 << 20 });

        var big = result.Manifest.Databases[0].Tables.Single(table => table.Name == "big");
        big.Chunks.Count.ShouldBe(4);
        big.Chunks.Select(chunk => chunk.Path).ShouldBe(
            ["main/data/big/00001.tsv.zst", "main/data/big/00001-2.tsv.zst", "main/data/big/00002.tsv.zst", "main/data/big/00002-2.tsv.zst"]);
        big.Chunks.ShouldAllBe(chunk => chunk.Bytes < (1 << 20) + (1 << 16)); // One block more than the limit at most.
        (await _bench.VerifyAsync(result.Archive)).Rows.ShouldBe(30103);
    }

    [Fact]
    public async Task A_row_larger_than_every_limit_is_stored_whole()
    {
        var noise = new byte[40 << 20];
        new Random(1).NextBytes(noise);
        var row = Convert.ToBase64String(noise);
        _bench.Provider.Databases["app"].With("huge", row, "small");

        var result = await _bench.BackupAsync();

        var huge = result.Manifest.Databases[0].Tables.Single(table => table.Name == "huge");
        (huge.Rows, huge.Bytes).ShouldBe((2, row.Length + 7));
        (await _bench.VerifyAsync(result.Archive)).Rows.ShouldBe(105);
    }

    [Fact]
    public async Task A_second_run_at_the_same_time_is_told_so()
    {
        await using var held = await _bench.Storage.LockAsync("movies", TestContext.Current.CancellationToken);

        var failure = await Should.ThrowAsync<FerryException>(() => _bench.BackupAsync());

        failure.Kind.ShouldBe(FailureKind.Locked);
    }

    [Fact]
    public async Task What_a_killed_run_left_is_removed_and_reported_by_the_next()
    {
        Directory.CreateDirectory(_bench.Folder);
        await File.WriteAllTextAsync(
            Path.Combine(_bench.Folder, ".production-2026-01-01-00-00-00.zip.partial"), "half", TestContext.Current.CancellationToken);

        var result = await _bench.BackupAsync();

        _bench.Files().ShouldBe(["production-2026-01-02-03-04-05.zip"]);
        result.Warnings.ShouldHaveSingleItem().Code.ShouldBe("backup.interrupted-before");
    }

    [Fact]
    public async Task All_faults_of_a_request_are_named_at_once()
    {
        var request = _bench.Request() with { Workers = 0, CompressionLevel = 99, ChunkBytes = 1 };

        var failure = await Should.ThrowAsync<FerryException>(() => _bench.BackupAsync(request));

        failure.Kind.ShouldBe(FailureKind.Usage);
        failure.Reason.ShouldNotBeNull().ShouldContain("Workers");
        failure.Reason.ShouldContain("CompressionLevel");
        failure.Reason.ShouldContain("ChunkBytes");
    }
}
