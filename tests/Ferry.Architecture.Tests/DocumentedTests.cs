using System.Text.RegularExpressions;

namespace Ferry.Architecture.Tests;

/// <summary>What the documents say is tested, is: a name such as <c>Class.Test_name</c> in backticks is a test.</summary>
public sealed partial class DocumentedTests
{
    [Fact]
    public void Every_test_that_a_document_names_exists()
    {
        var tests = Repository.Sources("tests").Concat(Repository.Sources("src")).SelectMany(Tests).ToHashSet(StringComparer.Ordinal);
        var documents = Directory.EnumerateFiles(Path.Combine(Repository.Root.FullName, "docs"), "*.md", SearchOption.AllDirectories);

        var named = documents.SelectMany(path => Name().Matches(File.ReadAllText(path)).Select(match => (Document: Path.GetFileName(path), Test: match.Groups[1].Value))).ToList();

        named.Count.ShouldBeGreaterThan(50);
        named.Where(name => !tests.Contains(name.Test)).Select(name => $"{name.Document}: {name.Test}").ShouldBeEmpty();
    }

    // A part of a partial class, as in ProviderConformance.Images.cs, counts for the class.
    private static IEnumerable<string> Tests(FileInfo file) => Method().Matches(File.ReadAllText(file.FullName))
        .Select(match => $"{file.Name.Split('.')[0]}.{match.Groups[1].Value}");

    [GeneratedRegex("`([A-Z][A-Za-z0-9]+\\.[A-Z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)+)`")]
    private static partial Regex Name();

    [GeneratedRegex("^    public (?:async )?(?:Task|ValueTask|void) ([A-Z][A-Za-z0-9_]+)\\(", RegexOptions.Multiline)]
    private static partial Regex Method();
}
