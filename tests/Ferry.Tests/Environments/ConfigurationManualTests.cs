using System.Text.Json;
using System.Text.RegularExpressions;
using Ferry.Environments;

namespace Ferry.Tests.Environments;

public sealed partial class ConfigurationManualTests
{
    private static readonly string Manual = File.ReadAllText(Path.Combine(Repository(), "docs", "configuration.md"));

    public static TheoryData<int> Samples => [.. Enumerable.Range(0, Sample().Count(Manual))];

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_sample_of_the_manual_loads(int index)
    {
        var sample = Sample().Matches(Manual)[index];
        using var folder = new ConfigurationFolder().With(sample.Groups["file"].Value, sample.Groups["text"].Value);

        var configuration = folder.Load();

        configuration.Files.ShouldNotBeEmpty();
        (configuration.Environments.Count + configuration.Options.Sync.Identity.Count).ShouldBeGreaterThan(0);
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_ferry_file_of_the_manual_fits_the_schema(int index)
    {
        var sample = Sample().Matches(Manual)[index];
        var options = new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

        if (sample.Groups["file"].Value == "ferry.json")
        {
            var schema = JsonDocument.Parse(ConfigurationSchema.ReadText()).RootElement;
            new JsonSchemaValidator(schema).Accepts(JsonDocument.Parse(sample.Groups["text"].Value, options).RootElement).ShouldBeTrue();
        }
    }

    [Theory]
    [MemberData(nameof(ConfigurationSchemaTests.OptionsTypes), MemberType = typeof(ConfigurationSchemaTests))]
    public void The_manual_lists_every_setting(Type type)
    {
        foreach (var property in type.GetProperties())
        {
            Manual.ShouldMatch($@"(?m)^(\| )?`(\w+:)?{property.Name}`");
        }
    }

    [Fact]
    public void The_manual_shows_an_error_as_it_is_printed()
    {
        using var folder = new ConfigurationFolder().With("ferry.json", "{\n  // typing error\n  \"Ferry\": {\n    \"Enviroments\": {} } }");

        Manual.ShouldContain($"    {folder.Problems().Single()}");
    }

    internal static string Repository()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory!.FullName, "Ferry.slnx")))
        {
            directory = directory.Parent;
        }

        return directory.FullName;
    }

    [GeneratedRegex("^```(?:json|env) (?<file>\\S+)\n(?<text>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Sample();
}
