using System.Xml.Linq;

namespace Ferry.Architecture.Tests;

public sealed class PackageTests
{
    private static readonly string[] _platforms = XDocument.Load(Path.Combine(Repository.Root.FullName, "src", "Ferry.Cli", "Ferry.Cli.csproj"))
        .Descendants("RuntimeIdentifiers").Single().Value.Split(';');

    /// <summary>Alpine would be given the package of another libc's Linux.</summary>
    [Fact]
    public void Each_Linux_with_a_package_of_its_own_has_one_for_musl_too() =>
        _platforms.Where(platform => platform.StartsWith("linux-", StringComparison.Ordinal) && !platform.Contains("musl"))
            .Select(platform => platform.Replace("linux-", "linux-musl-")).ShouldBe(_platforms.Where(platform => platform.Contains("musl")), ignoreOrder: true);

    [Fact]
    public void All_other_platforms_get_the_portable_package() => _platforms[^1].ShouldBe("any");
}
