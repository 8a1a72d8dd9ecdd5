using Ferry.Cli.Masking;
using Ferry.Environments;
using Ferry.Masking;
using Ferry.Sync.Masking;

namespace Ferry.Cli.Tests.Masking;

public sealed class MaskTypesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ferry-masks-");
    private readonly string _file = typeof(PlateMask).Assembly.Location;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_type_is_found_by_its_name_and_file()
    {
        var mask = Create(typeof(PlateMask).FullName!, Copy());

        mask.GetType().FullName.ShouldBe(typeof(PlateMask).FullName);
        mask.GetType().Assembly.Location.ShouldStartWith(_folder.FullName);
    }

    [Fact]
    public void A_name_with_an_assembly_means_the_file_beside_the_configuration()
    {
        Copy();

        Create($"{typeof(PlateMask).FullName}, {typeof(PlateMask).Assembly.GetName().Name}", null).ShouldBeAssignableTo<IValueMask>();
    }

    [Fact]
    public void A_mistyped_name_is_told_the_nearest()
    {
        var fault = Should.Throw<FerryException>(() => Create("Ferry.Cli.Tests.Masking.PlateMaks", Copy()));

        (fault.Kind, fault.Code).ShouldBe((FailureKind.NotFound, "mask.custom-unavailable"));
        fault.Reason!.ShouldContain("Did you mean 'Ferry.Cli.Tests.Masking.PlateMask'?");
    }

    [Fact]
    public void A_type_that_is_no_mask_is_refused() =>
        Should.Throw<FerryException>(() => Create(typeof(MaskTypesTests).FullName!, Copy())).Reason!.ShouldContain("IValueMask");

    [Fact]
    public void A_missing_file_and_a_file_that_is_no_assembly_are_errors()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "text.dll"), "text");

        Should.Throw<FerryException>(() => Create("A.B", "nosuch.dll")).Kind.ShouldBe(FailureKind.NotFound);
        Should.Throw<FerryException>(() => Create("A.B", "text.dll")).Kind.ShouldBe(FailureKind.Usage);
        Should.Throw<FerryException>(() => Create("A.B", null)).Remedy!.ShouldContain("Assembly");
    }

    [Fact]
    public void A_file_that_others_can_write_is_refused()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("modes of files are Unix'");
            return;
        }

        var copy = Copy();
        File.SetUnixFileMode(copy, File.GetUnixFileMode(copy) | UnixFileMode.OtherWrite);

        Should.Throw<FerryException>(() => Create(typeof(PlateMask).FullName!, copy)).Kind.ShouldBe(FailureKind.Refused);
    }

    private IValueMask Create(string type, string? assembly) =>
        new MaskTypes(_folder.FullName).Create(new MaskOptions { Kind = MaskKind.Custom, Type = type, Assembly = assembly });

    private string Copy()
    {
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(_file)!, "*.dll").Append(Path.ChangeExtension(_file, ".deps.json")))
        {
            var copy = Path.Combine(_folder.FullName, Path.GetFileName(file));
            File.Copy(file, copy);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(copy, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }
        }

        return Path.Combine(_folder.FullName, Path.GetFileName(_file));
    }
}
