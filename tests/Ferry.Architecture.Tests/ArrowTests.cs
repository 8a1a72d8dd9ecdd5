using System.Xml.Linq;

namespace Ferry.Architecture.Tests;

public sealed class ArrowTests
{
    public static TheoryData<string, string[]> Allowed => new()
    {
        { "Ferry.Abstractions", [] },
        { "Ferry", ["Ferry.Abstractions"] },
        { "Ferry.MySql", ["Ferry.Abstractions"] },
        { "Ferry.Sqlite", ["Ferry.Abstractions"] },
        { "Ferry.Testing", ["Ferry.Abstractions"] },
        { "Ferry.Ssh", ["Ferry.Abstractions"] },
        { "Ferry.Cli", ["Ferry", "Ferry.MySql", "Ferry.Sqlite", "Ferry.Ssh"] },
    };

    [Theory]
    [MemberData(nameof(Allowed))]
    public void Projects_refer_only_downwards(string project, string[] allowed)
    {
        References(project).Order().ShouldBe(allowed.Order());
    }

    [Fact]
    public void Every_project_has_its_place_in_the_arrows()
    {
        var projects = Directory.EnumerateDirectories(Path.Combine(Repository.Root.FullName, "src")).Select(Path.GetFileName);

        projects.ShouldBe(Allowed.Select(row => row.Data.Item1), ignoreOrder: true);
    }

    [Fact]
    public void Abstractions_depend_on_logging_abstractions_at_most() =>
        Packages("Ferry.Abstractions").Except(["Microsoft.Extensions.Logging.Abstractions"]).ShouldBeEmpty();

    [Fact]
    public void The_engine_knows_no_driver_and_no_console() =>
        Packages("Ferry").ShouldAllBe(package => package != "MySqlConnector" && package != "Microsoft.Data.Sqlite" && !package.StartsWith("Spectre"));

    private static IEnumerable<string> References(string project) =>
        Items(project, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/')));

    private static IEnumerable<string> Packages(string project) => Items(project, "PackageReference");

    private static IEnumerable<string> Items(string project, string item) =>
        XDocument.Load(Path.Combine(Repository.Root.FullName, "src", project, $"{project}.csproj"))
            .Descendants(item).Select(element => element.Attribute("Include")!.Value);
}
