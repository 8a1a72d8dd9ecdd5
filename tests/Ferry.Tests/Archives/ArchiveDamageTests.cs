using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Ferry.Archives;
using Ferry.Inventory;
using Ferry.Testing.Memory;

namespace Ferry.Tests.Archives;

public sealed class ArchiveDamageTests : IDisposable
{
    private readonly Workbench _bench = new();

    public ArchiveDamageTests() => _bench.Provider.Databases["app"] = new MemoryDatabase()
        .With("users", Enumerable.Range(1, 300).Select(id => $"{id}\tuser {id * 7919 % 1009}"))
        .With("notes", "one", "two");

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_bit_flipped_anywhere_is_found_or_harmless_to_every_promise()
    {
        var (bytes, _) = await BackupAsync();
        var random = new Random(7);
        var found = 0;
        for (var round = 0; round < 1000; round++)
        {
            var damaged = bytes.ToArray();
            damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));

            var failure = await Record.ExceptionAsync(() => VerifyAsync(damaged));

            if (failure is not null)
            {
                found++;
                failure.ShouldBeOfType<FerryException>().Kind.ShouldBeOneOf(FailureKind.Integrity, FailureKind.Unsupported);
            }
        }

        // What stays unnoticed lies in bytes of the container that nothing depends on: times, modes and unread local headers.
        found.ShouldBeGreaterThan(700);
    }

    [Fact]
    public async Task A_bit_flipped_in_any_member_is_always_found()
    {
        var (bytes, manifest) = await BackupAsync();
        foreach (var (offset, length) in StoredMembers.Of(bytes, manifest))
        {
            for (var position = offset; position < offset + length; position += Math.Max(1, length / 50))
            {
                var damaged = bytes.ToArray();
                damaged[position] ^= 0x10;

                (await Should.ThrowAsync<FerryException>(() => VerifyAsync(damaged))).Kind.ShouldBe(FailureKind.Integrity);
            }
        }
    }

    [Fact]
    public async Task An_archive_cut_anywhere_is_never_taken_for_whole()
    {
        var (bytes, _) = await BackupAsync();
        var random = new Random(11);
        for (var round = 0; round < 1000; round++)
        {
            var cut = random.Next(bytes.Length);

            (await Should.ThrowAsync<FerryException>(() => VerifyAsync(bytes[..cut])))
                .Kind.ShouldBeOneOf(FailureKind.Integrity, FailureKind.Unsupported);
        }
    }

    [Fact]
    public async Task A_chunk_taken_from_another_backup_is_found_and_named()
    {
        var (first, manifest) = await BackupAsync();
        _bench.Provider.Databases["app"].With("users", Enumerable.Range(1, 300).Select(id => $"{id}\tuser {id * 7919 % 1013}"));
        var (second, _) = await BackupAsync();
        var chunk = manifest.Databases[0].Tables.Single(table => table.Name == "users").Chunks[0].Path;

        var spliced = Replace(first, chunk, StoredMembers.Read(second, chunk));

        var failure = await Should.ThrowAsync<FerryException>(() => VerifyAsync(spliced));
        failure.Kind.ShouldBe(FailureKind.Integrity);
        failure.Message.ShouldContain("table users");
        failure.Message.ShouldContain(chunk);
    }

    [Fact]
    public async Task Swapped_chunks_are_found()
    {
        var (bytes, manifest) = await BackupAsync();
        var chunks = manifest.Databases[0].Tables.Single(table => table.Name == "users").Chunks;
        var (first, second) = (StoredMembers.Read(bytes, chunks[0].Path), StoredMembers.Read(bytes, chunks[1].Path));

        var swapped = Replace(Replace(bytes, chunks[0].Path, second), chunks[1].Path, first);

        (await Should.ThrowAsync<FerryException>(() => VerifyAsync(swapped))).Kind.ShouldBe(FailureKind.Integrity);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("<!DOCTYPE html><html></html>", "HTML")]
    [InlineData("-- MySQL dump 10.13", "SQL script")]
    [InlineData("SQLite format 3\0", "SQLite")]
    [InlineData("random bytes", "zip")]
    public async Task What_is_no_archive_says_what_it_looks_like(string content, string looks)
    {
        var failure = await Should.ThrowAsync<FerryException>(() => VerifyAsync(Encoding.UTF8.GetBytes(content)));

        failure.Kind.ShouldBe(FailureKind.Unsupported);
        failure.Reason.ShouldNotBeNull().ShouldContain(looks);
    }

    [Fact]
    public async Task A_zip_without_a_manifest_is_no_archive()
    {
        var (bytes, _) = await BackupAsync();

        var failure = await Should.ThrowAsync<FerryException>(() => VerifyAsync(Replace(bytes, "manifest.json", null)));

        failure.Kind.ShouldBe(FailureKind.Unsupported);
    }

    [Fact]
    public async Task Members_beyond_any_archives_number_are_refused_before_they_are_read()
    {
        var (bytes, _) = await BackupAsync();
        var end = new byte[56 + 20 + 22]; // The end of a zip64 file: record, locator, end.
        "PK\x06\x06"u8.CopyTo(end);
        BinaryPrimitives.WriteUInt64LittleEndian(end.AsSpan(24), 1_000_001);
        BinaryPrimitives.WriteUInt64LittleEndian(end.AsSpan(32), 1_000_001);
        "PK\x06\x07"u8.CopyTo(end.AsSpan(56));
        BinaryPrimitives.WriteInt64LittleEndian(end.AsSpan(56 + 8), bytes.Length);
        "PK\x05\x06"u8.CopyTo(end.AsSpan(76));
        end.AsSpan(76 + 8, 12).Fill(0xFF);

        var failure = await Should.ThrowAsync<FerryException>(() => VerifyAsync([.. bytes, .. end]));

        failure.Kind.ShouldBe(FailureKind.Unsupported);
        failure.Reason.ShouldNotBeNull().ShouldContain("1000001 members");
    }

    [Fact]
    public async Task Many_members_that_no_manifest_names_are_no_archive()
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            for (var number = 0; number < 100_000; number++)
            {
                zip.CreateEntry($"{number}", CompressionLevel.NoCompression);
            }
        }

        (await Should.ThrowAsync<FerryException>(() => VerifyAsync(stream.ToArray()))).Reason.ShouldNotBeNull().ShouldContain("without a manifest");
    }

    [Fact]
    public async Task A_newer_format_is_refused_with_the_way_out()
    {
        var (bytes, _) = await BackupAsync();
        var json = Encoding.UTF8.GetString(StoredMembers.Read(bytes, "manifest.json")).Replace("\"format\": 1", "\"format\": 2", StringComparison.Ordinal);

        var failure = await Should.ThrowAsync<FerryException>(() => VerifyAsync(Replace(bytes, "manifest.json", Encoding.UTF8.GetBytes(json))));

        failure.Kind.ShouldBe(FailureKind.Unsupported);
        failure.Remedy.ShouldNotBeNull().ShouldContain("Update");
    }

    [Fact]
    public async Task A_chunk_that_unpacks_to_more_than_it_says_is_stopped()
    {
        var (bytes, manifest) = await BackupAsync();
        var chunk = manifest.Databases[0].Tables.Single(table => table.Name == "users").Chunks[0];
        var bomb = new ZstdSharp.Compressor(1).Wrap(new byte[64 << 20]).ToArray();
        var json = Encoding.UTF8.GetString(StoredMembers.Read(bytes, "manifest.json"))
            .Replace(chunk.Sha256, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bomb)), StringComparison.Ordinal)
            .Replace($"\"storedBytes\": {chunk.StoredBytes}", $"\"storedBytes\": {bomb.Length}", StringComparison.Ordinal);

        var failure = await Should.ThrowAsync<FerryException>(() =>
            VerifyAsync(Replace(Replace(bytes, chunk.Path, bomb), "manifest.json", Encoding.UTF8.GetBytes(json))));

        failure.Kind.ShouldBe(FailureKind.Integrity);
        failure.Reason.ShouldNotBeNull().ShouldContain("more than");
    }

    [Theory]
    [InlineData("../../../escaped")]
    [InlineData("/tmp/ferry-escaped")]
    public async Task A_member_name_that_leads_elsewhere_writes_nothing_there(string name)
    {
        var (bytes, manifest) = await BackupAsync();
        var chunk = manifest.Databases[0].Tables.Single(table => table.Name == "users").Chunks[0].Path;
        var json = Encoding.UTF8.GetString(StoredMembers.Read(bytes, "manifest.json")).Replace($"\"{chunk}\"", $"\"{name}\"", StringComparison.Ordinal);
        var path = Path.Combine(_bench.Folder, "elsewhere.zip");
        await File.WriteAllBytesAsync(
            path, Renamed(Replace(bytes, "manifest.json", Encoding.UTF8.GetBytes(json)), chunk, name), TestContext.Current.CancellationToken);

        var failure = await Record.ExceptionAsync(() => _bench.RestoreAsync(_bench.RestoreRequest(BackupInventory.FromPath(path))));

        (failure is null or FerryException).ShouldBeTrue($"{failure}");
        File.Exists(Path.GetFullPath(name, _bench.Folder)).ShouldBeFalse();
        File.Exists(Path.GetFullPath(name)).ShouldBeFalse();
    }

    private async Task<(byte[] Bytes, Manifest Manifest)> BackupAsync()
    {
        var result = await _bench.BackupAsync();
        return (await File.ReadAllBytesAsync(result.Location, TestContext.Current.CancellationToken), result.Manifest);
    }

    private async Task VerifyAsync(byte[] bytes)
    {
        Directory.CreateDirectory(_bench.Folder);
        var path = Path.Combine(_bench.Folder, "damaged.zip");
        await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);
        await _bench.VerifyAsync(BackupInventory.FromPath(path));
    }

    private static byte[] Renamed(byte[] archive, string path, string name)
    {
        using var result = new MemoryStream();
        using (var source = new ZipArchive(new MemoryStream(archive), ZipArchiveMode.Read))
        using (var target = new ZipArchive(result, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var entry in source.Entries)
            {
                using var member = target.CreateEntry(entry.FullName == path ? name : entry.FullName, CompressionLevel.NoCompression).Open();
                member.Write(StoredMembers.Read(archive, entry.FullName));
            }
        }

        return result.ToArray();
    }

    private static byte[] Replace(byte[] archive, string path, byte[]? content)
    {
        using var result = new MemoryStream();
        using (var source = new ZipArchive(new MemoryStream(archive), ZipArchiveMode.Read))
        using (var target = new ZipArchive(result, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var entry in source.Entries.Where(entry => entry.FullName != path || content is not null))
            {
                using var member = target.CreateEntry(entry.FullName, CompressionLevel.NoCompression).Open();
                member.Write(entry.FullName == path ? content! : StoredMembers.Read(archive, entry.FullName));
            }
        }

        return result.ToArray();
    }
}
