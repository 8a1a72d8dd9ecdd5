using Ferry.Sync.Masking;

namespace Ferry.Tests.Sync.Masking;

public sealed class MaskKeyFileTests : IDisposable
{
    private readonly DirectoryInfo _project = Directory.CreateTempSubdirectory("ferry-mask-key-");

    private string KeyPath => Path.Combine(_project.FullName, ".ferry", "mask.key");

    public void Dispose() => _project.Delete(recursive: true);

    [Fact]
    public void Is_made_once_for_its_owner_alone_and_kept_out_of_git()
    {
        var made = MaskKeyFile.Open(_project.FullName);

        MaskKeyFile.Open(_project.FullName).Fingerprint.ShouldBe(made.Fingerprint);
        File.ReadAllText(Path.Combine(_project.FullName, ".ferry", ".gitignore")).ShouldBe("*\n");
        Directory.GetFiles(Path.Combine(_project.FullName, ".ferry")).Length.ShouldBe(2);
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(KeyPath).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [Fact]
    public void Of_runs_that_make_it_at_once_all_get_the_same()
    {
        var fingerprints = new string[8];
        Parallel.For(0, fingerprints.Length, index => fingerprints[index] = MaskKeyFile.Open(_project.FullName).Fingerprint);
        fingerprints.Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public void A_key_that_others_can_read_or_that_is_none_is_refused()
    {
        MaskKeyFile.Open(_project.FullName);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(KeyPath, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
            Should.Throw<FerryException>(() => MaskKeyFile.Open(_project.FullName)).Code.ShouldBe("mask.key-exposed");
            File.SetUnixFileMode(KeyPath, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        File.WriteAllText(KeyPath, "nonsense");
        Should.Throw<FerryException>(() => MaskKeyFile.Open(_project.FullName)).Kind.ShouldBe(FailureKind.Key);
    }
}
