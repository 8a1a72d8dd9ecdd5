using Ferry.Storage;
using Ferry.Testing.Storage;

namespace Ferry.Tests.Storage;

public sealed class FileStorageTests : StorageConformance, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ferry-storage-");

    protected override IStorage Storage => new FileStorage(Path.Combine(_folder.FullName, "backups"));

    protected override IStorage Another => new FileStorage(Path.Combine(_folder.FullName, "backups"));

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Files_and_folders_are_their_owners_alone_from_the_start()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no modes.");
            return;
        }

        var writer = await Storage.CreateAsync("movies/a.zip", overwrite: false, TestContext.Current.CancellationToken);
        await using var closing = writer;

        var folder = Path.Combine(_folder.FullName, "backups", "movies");

        File.GetUnixFileMode(folder).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.GetUnixFileMode(Path.Combine(folder, ".a.zip.partial")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task A_name_that_is_too_long_is_a_failure_of_the_destination()
    {
        var failure = await Should.ThrowAsync<FerryException>(async () =>
            await Storage.CreateAsync($"movies/{new string('a', 300)}.zip", overwrite: false, TestContext.Current.CancellationToken));

        failure.Kind.ShouldBe(FailureKind.Destination);
        failure.Remedy.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task A_file_that_vanishes_before_it_is_put_in_place_is_a_failure_of_the_destination()
    {
        var writer = await Storage.CreateAsync("movies/a.zip", overwrite: false, TestContext.Current.CancellationToken);
        await using var closing = writer;
        Directory.Delete(_folder.FullName, recursive: true);
        _folder.Create();

        (await Should.ThrowAsync<FerryException>(async () => await writer.ReadBackAsync(TestContext.Current.CancellationToken))).Kind.ShouldBe(FailureKind.Destination);
        (await Should.ThrowAsync<FerryException>(async () => await writer.CommitAsync(TestContext.Current.CancellationToken))).Kind.ShouldBe(FailureKind.Destination);
    }
}
