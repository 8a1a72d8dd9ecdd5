namespace Ferry.Architecture.Tests;

public sealed class FrontDoorTests
{
    [Fact]
    public void The_readme_begins_with_the_two_commands_and_both_are_there()
    {
        var readme = File.ReadAllText(Path.Combine(Repository.Root.FullName, "README.md"));

        readme.IndexOf("dotnet run --project src/Ferry.Cli -- demo", StringComparison.Ordinal).ShouldBeInRange(0, 1500);
        readme.IndexOf("    ./test\n", StringComparison.Ordinal).ShouldBeInRange(0, 1500);
        File.Exists(Path.Combine(Repository.Root.FullName, "test")).ShouldBeTrue("./test is missing");
        File.Exists(Path.Combine(Repository.Root.FullName, "src/Ferry.Cli/Ferry.Cli.csproj")).ShouldBeTrue();
    }

    [Fact]
    public void Every_link_of_the_readme_leads_somewhere()
    {
        var readme = File.ReadAllText(Path.Combine(Repository.Root.FullName, "README.md"));

        var links = System.Text.RegularExpressions.Regex.Matches(readme, @"\]\((?<path>[^)#:]+)\)").Select(match => match.Groups["path"].Value);

        links.Where(link => !Path.Exists(Path.Combine(Repository.Root.FullName, link))).ShouldBeEmpty();
    }
}
