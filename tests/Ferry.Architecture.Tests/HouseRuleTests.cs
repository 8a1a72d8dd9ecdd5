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

    [GeneratedRegex(@"\bConsole\.\w")]
    private static partial Regex ConsoleCall();
}
