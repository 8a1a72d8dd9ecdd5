using System.Text.RegularExpressions;
using Ferry.Cli.Commands;
using Ferry.Cli.Hosting;

namespace Ferry.Cli.Tests.Docs;

/// <summary>docs/production.md: its commands are commands, its codes are codes, and no code of a tunnel is missing.</summary>
public sealed partial class ProductionManualTests
{
    private static readonly string Manual = File.ReadAllText(Path.Combine(DocumentationTests.RepositoryFolder(), "docs", "production.md"));
    private static readonly string Source = string.Concat(
        Directory.EnumerateFiles(Path.Combine(DocumentationTests.RepositoryFolder(), "src"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText));

    [Fact]
    public void Every_command_is_one()
    {
        var commands = Command().Matches(Manual).Select(line => line.Groups["arguments"].Value).ToList();

        commands.Count.ShouldBeGreaterThan(5);
        foreach (var command in commands)
        {
            FerryCommand.Create(new GlobalOptions()).Parse(command).Errors.ShouldBeEmpty(command);
        }
    }

    [Fact]
    public void Every_code_is_one_that_is_raised()
    {
        foreach (var code in Code().Matches(string.Concat(Row().Matches(Manual).Select(row => row.Groups["codes"].Value))).Select(code => code.Value))
        {
            Source.ShouldContain($"\"{code}\"", Case.Sensitive, code);
        }
    }

    [Fact]
    public void No_code_of_a_tunnel_is_missing() =>
        SshLiteral().Matches(Source).Select(literal => literal.Groups["code"].Value).Distinct().Where(code => !Manual.Contains($"`{code}`", StringComparison.Ordinal)).ShouldBeEmpty();

    [GeneratedRegex("^    ferry (?<arguments>.+)$", RegexOptions.Multiline)]
    private static partial Regex Command();

    [GeneratedRegex(@"^\| (?<codes>`[a-z]+\.[^|]+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"[a-z]+\.[a-z-]+")]
    private static partial Regex Code();

    [GeneratedRegex("\"(?<code>ssh\\.[a-z-]+)\"")]
    private static partial Regex SshLiteral();
}
