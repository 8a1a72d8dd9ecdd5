using System.Globalization;
using System.Text.RegularExpressions;

namespace Ferry.Architecture.Tests;

public sealed partial class FidelityManualTests
{
    [Theory, InlineData("fidelity.md"), InlineData("fidelity-sqlite.md"), InlineData("sync-cases.md")]
    public void Names_only_tests_that_exist(string page)
    {
        var classes = Repository.Sources("tests").GroupBy(file => file.Name, StringComparer.Ordinal)
            .ToDictionary(group => Path.GetFileNameWithoutExtension(group.Key), group => string.Concat(group.Select(file => File.ReadAllText(file.FullName))), StringComparer.Ordinal);

        var named = TestName().Matches(Read(page)).Select(match => (Class: match.Groups["class"].Value, Method: match.Groups["method"].Value)).ToList();
        var missing = named.Where(test => !classes.TryGetValue(test.Class, out var text) || !Holds(text, test.Method)).Select(test => $"{test.Class}.{test.Method}");

        named.Count.ShouldBeGreaterThan(10);
        missing.ShouldBeEmpty();
    }

    [Theory, InlineData("fidelity.md", 104), InlineData("sync-cases.md", 68)]
    public void Lists_every_case_once_and_in_order(string page, int cases) =>
        Row().Matches(Read(page)).Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)).ShouldBe(Enumerable.Range(1, cases));

    private static string Read(string page) => File.ReadAllText(Path.Combine(Repository.Root.FullName, "docs", page));

    // "Case_01_…" names every test that starts so.
    private static bool Holds(string text, string method) =>
        method.EndsWith('…') ? text.Contains($" {method[..^1]}", StringComparison.Ordinal) : method.Length == 0 || text.Contains($" {method}(", StringComparison.Ordinal);

    [GeneratedRegex(@"`(?<class>\w+Tests)(\.(?<method>\w+…?))?`")]
    private static partial Regex TestName();

    [GeneratedRegex(@"^\| (\d+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
