using System.Text.RegularExpressions;

namespace Ferry.Architecture.Tests;

public sealed partial class HouseRuleTests
{
    [Theory]
    [InlineData(@"\bDateTime(Offset)?\.(Utc)?Now\b", "use TimeProvider")]
    [InlineData(@"\bThread\.Sleep\b", "wait for what is awaited")]
    [InlineData(@"\.GetAwaiter\(\)\.GetResult\(\)|\.Result;|\.Wait\(\);", "async to the top")]
    [InlineData(@"catch\s*(\(Exception[^)]*\))?\s*\{\s*\}", "no swallowed exception")]
    [InlineData(@"\b(TODO|FIXME|HACK)\b", "finish it")]
    [InlineData(@"\bNotImplementedException\b", "no stubs")]
    [InlineData(@"^\s*#region", "no regions")]
    public void Sources_keep_the_house_rules(string pattern, string instead)
    {
        var offenders = Repository.Sources("src")
            .Where(file => Regex.IsMatch(File.ReadAllText(file.FullName), pattern, RegexOptions.Multiline))
            .Select(file => file.Name);

        offenders.ShouldBeEmpty(instead);
    }

    [Fact]
    public void Only_the_command_line_tool_knows_the_console() =>
        Repository.Sources("src").Where(file => !file.FullName.Contains("Ferry.Cli", StringComparison.Ordinal))
            .Where(file => ConsoleCall().IsMatch(File.ReadAllText(file.FullName))).Select(file => file.Name).ShouldBeEmpty();

    // The library trusts every server of a client that nobody gave a handler.
    [Fact]
    public void Every_ssh_client_is_made_in_one_place_and_judges_the_host_key()
    {
        var makers = Repository.Sources("src").Where(file => SshClientMade().IsMatch(File.ReadAllText(file.FullName))).ToList();

        var source = File.ReadAllText(makers.ShouldHaveSingleItem().FullName);
        SshClientMade().Count(source).ShouldBe(1);
        source.ShouldMatch(@"new SshClient\([^;]*;\s*client\.HostKeyReceived \+= \(_, shown\) => shown\.CanTrust = login\.Accepts\(shown\);");
    }

    [GeneratedRegex(@"\bnew\s+(SshClient|SftpClient|ScpClient|NetConfClient)\b|\b(SshClient|SftpClient|ScpClient|NetConfClient)\s+\w+\s*=\s*new\(")]
    private static partial Regex SshClientMade();

    [GeneratedRegex(@"\bConsole\.\w")]
    private static partial Regex ConsoleCall();
}
