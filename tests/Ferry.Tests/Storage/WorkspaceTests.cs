using Ferry.Storage;

namespace Ferry.Tests.Storage;

public sealed class WorkspaceTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ferry-workspace-");

    private string Root => Path.Combine(_folder.FullName, $".ferry-work-{Environment.UserName}");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Is_its_owners_alone_and_goes_when_disposed()
    {
        using (var workspace = Workspace.Open(_folder.FullName))
        {
            if (!OperatingSystem.IsWindows())
            {
                File.GetUnixFileMode(workspace.Directory).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
        }

        Directory.EnumerateFileSystemEntries(_folder.FullName).ShouldBeEmpty("nothing of the run's is left, not even an empty folder");
    }

    [Fact]
    public void Removes_what_a_killed_run_left_and_nothing_of_a_living_one()
    {
        using var first = Workspace.Open(_folder.FullName);
        Directory.CreateDirectory(Path.Combine(Root, "killed"));
        File.WriteAllText(Path.Combine(Root, "killed", "image"), "plain text");
        File.WriteAllText(Path.Combine(Root, "killed.lock"), "");
        using var living = Workspace.Open(_folder.FullName);

        using var next = Workspace.Open(_folder.FullName);

        Directory.EnumerateDirectories(Root).Order().ShouldBe(new[] { first.Directory, living.Directory, next.Directory }.Order());
        File.Exists(Path.Combine(Root, "killed.lock")).ShouldBeFalse();
    }

    [Fact]
    public async Task Many_runs_at_once_never_take_each_others_folder()
    {
        var runs = Enumerable.Range(0, 8).Select(_ => Task.Run(
            () =>
            {
                for (var round = 0; round < 50; round++)
                {
                    using var workspace = Workspace.Open(_folder.FullName);
                    File.WriteAllText(workspace.PathOf("image"), "mine");
                    File.ReadAllText(workspace.PathOf("image")).ShouldBe("mine");
                }
            },
            TestContext.Current.CancellationToken));

        await Task.WhenAll(runs);

        Directory.EnumerateFileSystemEntries(_folder.FullName).ShouldBeEmpty();
    }

    [Fact]
    public void A_folder_that_others_may_write_to_or_that_is_a_link_is_refused()
    {
        Directory.CreateDirectory(Root);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Root, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherWrite);
            Should.Throw<FerryException>(() => Workspace.Open(_folder.FullName)).Kind.ShouldBe(FailureKind.Destination);
        }

        Directory.Delete(Root);
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "elsewhere"));
        Directory.CreateSymbolicLink(Root, Path.Combine(_folder.FullName, "elsewhere"));
        Should.Throw<FerryException>(() => Workspace.Open(_folder.FullName)).Kind.ShouldBe(FailureKind.Destination);
    }

    [Fact]
    public void A_place_that_cannot_be_used_is_a_failure_of_the_destination()
    {
        File.WriteAllText(Root, "a file where the folder should be");

        Should.Throw<FerryException>(() => Workspace.Open(_folder.FullName)).Kind.ShouldBe(FailureKind.Destination);
    }
}
