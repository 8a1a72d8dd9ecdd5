using Ferry.Sync.Masking;

namespace Ferry.Tests.Sync.Masking;

public sealed class MaskKeyFileTests : IDisposable
{
    private readonly DirectoryInfo _project = Directory.CreateTempSubdirectory("ferry-mask-key-");

    private string KeyPath => Path.Combine(_project.FullName, ".ferry", "mask.key");

    public void Dispose() => _project.Delete(recursive: true);

    [Fact]
    public async Task Is_made_once_for_its_owner_alone_and_kept_out_of_git()
    {
        var made = await OpenAsync();

        (await OpenAsync()).Fingerprint.ShouldBe(made.Fingerprint);
        File.ReadAllText(Path.Combine(_project.FullName, ".ferry", ".gitignore")).ShouldBe("*\n");
        Directory.GetFiles(Path.Combine(_project.FullName, ".ferry")).Length.ShouldBe(2);
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(KeyPath).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [Fact]
    public async Task Of_runs_that_make_it_at_once_all_get_the_same()
    {
        var keys = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(OpenAsync, TestContext.Current.CancellationToken)));
        keys.Select(key => key.Fingerprint).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_key_that_others_can_read_or_that_is_none_is_refused()
    {
        await OpenAsync();
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(KeyPath, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
            (await Should.ThrowAsync<FerryException>(OpenAsync)).Code.ShouldBe("mask.key-exposed");
            File.SetUnixFileMode(KeyPath, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        File.WriteAllText(KeyPath, "nonsense");
        (await Should.ThrowAsync<FerryException>(OpenAsync)).Kind.ShouldBe(FailureKind.Key);
    }

    private async Task<MaskKey> OpenAsync() => await MaskKeyFile.OpenAsync(_project.FullName, TestContext.Current.CancellationToken);
}
